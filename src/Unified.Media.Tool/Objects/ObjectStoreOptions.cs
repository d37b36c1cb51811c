using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Tool;

/// <summary>Which object store is meant: a folder that an option names, or Supabase Storage where the settings name it.</summary>
internal sealed class ObjectStoreOptions
{
    public Option<string?> Folder { get; } = new("--folder")
    {
        Description = "The objects are files below this folder. Default: Supabase Storage, as SUPABASE_URL and "
            + "SUPABASE_SERVICE_ROLE_KEY name it",
        HelpName = "path",
    };

    /// <summary>True when the command line or the settings name an object store.</summary>
    public bool IsNamed(Invocation invocation) => invocation.Get(Folder) is not null || SupabaseSettings.AreThere(invocation.Settings);

    /// <summary>The store's drivers, joined as a host joins them.</summary>
    public ServiceProvider Open(Invocation invocation) => Open(invocation, media => Choose(media, invocation));

    /// <summary>Supabase Storage, whatever the command line says.</summary>
    public static ServiceProvider OpenSupabase(Invocation invocation) =>
        Open(invocation, media => media.UseSupabaseStorage(SupabaseSettings.LookOnly));

    private static ServiceProvider Open(Invocation invocation, Action<UnifiedMediaBuilder> choose)
    {
        var services = new ServiceCollection();
        services.AddSingleton(invocation.Settings);
        services.AddSingleton(invocation.Surroundings.Time);
        services.AddLogging(logging => logging.ClearProviders());
        var names = invocation.Names;
        services.AddUnifiedMedia(media => choose(media.AllowService().UsePostgres(invocation.Database).Configure(options =>
        {
            options.PostgresNames.Schema = names.Schema;
            options.PostgresNames.MediaSchema = names.MediaSchema;
            options.PostgresNames.AnonymousRole = names.AnonymousRole;
            options.PostgresNames.AuthenticatedRole = names.AuthenticatedRole;
            options.PostgresNames.ServiceRole = names.ServiceRole;
            options.PostgresNames.WorkerRole = names.WorkerRole;
            options.PostgresNames.ApplicationRole = names.ApplicationRole;
        })));
        return services.BuildServiceProvider();
    }

    private void Choose(UnifiedMediaBuilder media, Invocation invocation)
    {
        if (invocation.Get(Folder) is { } folder)
        {
            // A store makes its folder, but a misspelt one is not to be taken for an empty store.
            var path = Path.Combine(invocation.Surroundings.Folder, folder);
            if (!Directory.Exists(path))
            {
                throw new ToolException("folder_missing", $"There is no folder {path}.");
            }

            media.UseLocalFolder(path);
            return;
        }

        if (!SupabaseSettings.AreThere(invocation.Settings))
        {
            throw new ToolException(
                "object_store_missing", "No object store is named.",
                "Give --folder PATH, or set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY.");
        }

        media.UseSupabaseStorage(SupabaseSettings.LookOnly);
    }
}
