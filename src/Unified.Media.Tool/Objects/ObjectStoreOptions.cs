using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Tool;

/// <summary>Which object store is meant: a folder that an option names, or Supabase Storage where the settings name it.</summary>
internal sealed class ObjectStoreOptions
{
    public Option<DirectoryInfo?> Folder { get; } = new("--folder")
    {
        Description = "The objects are files below this folder. Default: Supabase Storage, as Supabase:Url and SUPABASE_SERVICE_ROLE_KEY name it",
        HelpName = "path",
    };

    /// <summary>True when the command line or the settings name an object store.</summary>
    public bool IsNamed(Invocation invocation) => invocation.Get(Folder) is not null || NamesSupabase(invocation.Settings);

    /// <summary>The store's drivers, joined as a host joins them.</summary>
    public ServiceProvider Open(Invocation invocation)
    {
        var services = new ServiceCollection();
        services.AddSingleton(invocation.Settings);
        services.AddSingleton(invocation.Surroundings.Time);
        services.AddLogging(logging => logging.ClearProviders());
        services.AddUnifiedMedia(media => Choose(media.AllowService().DisableJanitor(), invocation));
        return services.BuildServiceProvider();
    }

    private void Choose(UnifiedMediaBuilder media, Invocation invocation)
    {
        if (invocation.Get(Folder) is { } folder)
        {
            // A store makes its folder, but a misspelt one is not to be taken for an empty store.
            if (!Directory.Exists(Path.Combine(invocation.Surroundings.Folder, folder.ToString())))
            {
                throw new ToolException("folder_missing", $"There is no folder {folder}.");
            }

            media.UseLocalFolder(Path.Combine(invocation.Surroundings.Folder, folder.ToString()));
            return;
        }

        throw new ToolException(
            "object_store_missing", "No object store is named.", "Give --folder PATH, or set Supabase__Url and SUPABASE_SERVICE_ROLE_KEY.");
    }

    private static bool NamesSupabase(IConfiguration settings) =>
        settings["Supabase:Url"] is { Length: > 0 } || settings["Supabase:StorageUrl"] is { Length: > 0 } || settings["SUPABASE_URL"] is { Length: > 0 };
}
