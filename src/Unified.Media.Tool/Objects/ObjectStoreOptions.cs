using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Tool;

/// <summary>The object store of a command: a folder from <c>--folder</c>, or Supabase Storage from the configuration.</summary>
internal sealed class ObjectStoreOptions
{
    public Option<string?> Folder { get; } = new("--folder")
    {
        Description = "Folder of a local object store. Default: Supabase Storage, configured by SUPABASE_URL and "
            + "SUPABASE_SERVICE_ROLE_KEY",
        HelpName = "path",
    };

    /// <summary>Creates the services of an application with this object store.</summary>
    public ServiceProvider CreateServices(CommandContext context) => CreateServices(context, media => UseStore(media, context));

    /// <summary>Creates the services of an application with Supabase Storage, regardless of the command line.</summary>
    public static ServiceProvider CreateSupabaseServices(CommandContext context) =>
        CreateServices(context, media => media.UseSupabaseStorage(SupabaseSettings.DisableBucketCreation));

    private static ServiceProvider CreateServices(CommandContext context, Action<UnifiedMediaBuilder> useStore)
    {
        var services = new ServiceCollection();
        services.AddSingleton(context.Configuration);
        services.AddSingleton(context.Process.Time);
        services.AddLogging(logging => logging.ClearProviders());
        var names = context.Names;
        services.AddUnifiedMedia(media => useStore(media.AllowService().UsePostgres(context.Database).Configure(options =>
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

    private void UseStore(UnifiedMediaBuilder media, CommandContext context)
    {
        if (context.GetValue(Folder) is { } folder)
        {
            // The store would create the folder, and a misspelled path would look like an empty store.
            var path = Path.Combine(context.Process.WorkingDirectory, folder);
            if (!Directory.Exists(path))
            {
                throw new ToolException("folder_missing", $"The folder {path} does not exist.");
            }

            media.UseLocalFolder(path);
            return;
        }

        if (!SupabaseSettings.IsConfigured(context.Configuration))
        {
            throw new ToolException(
                "object_store_missing", "No object store is configured.",
                "Use --folder PATH, or set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY.");
        }

        media.UseSupabaseStorage(SupabaseSettings.DisableBucketCreation);
    }
}
