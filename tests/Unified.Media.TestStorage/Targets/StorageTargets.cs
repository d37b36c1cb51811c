namespace Unified.Media.TestStorage;

/// <summary>Finds what the tests of a Storage client run against.</summary>
public static class StorageTargets
{
    private const string Prefix = "UNIFIED_MEDIA_TEST_SUPABASE_";

    /// <summary>
    /// The server that the environment names; else a container where UNIFIED_MEDIA_TEST_SUPABASE_DOCKER is not 0 and Docker answers; else a
    /// local server, which goes with the target. One of them is always there.
    /// </summary>
    /// <param name="options">Those of the local server, if it comes to that.</param>
    public static async Task<StorageTarget> ResolveAsync(CancellationToken cancellationToken, StorageServerOptions? options = null)
    {
        var found = FromEnvironment();
        if (found is null && Environment.GetEnvironmentVariable(Prefix + "DOCKER") != "0")
        {
            found = await ContainerStorage.TryStartAsync(cancellationToken);
        }

        return found ?? await StartLocalAsync(options, cancellationToken);
    }

    /// <summary>A local server as a target; the server stays the caller's.</summary>
    public static StorageTarget Local(StorageServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new StorageTarget(
            StorageTargetKind.Local, server.Url, server.ServiceKey, server.JwtSecret, server, () => ValueTask.CompletedTask);
    }

    /// <summary>The server that the environment names; null where it names none.</summary>
    public static StorageTarget? FromEnvironment()
    {
        var url = Environment.GetEnvironmentVariable(Prefix + "URL");
        var key = Environment.GetEnvironmentVariable(Prefix + "SERVICE_KEY");
        if (string.IsNullOrEmpty(url) || string.IsNullOrEmpty(key))
        {
            return null;
        }

        var secret = Environment.GetEnvironmentVariable(Prefix + "JWT_SECRET");
        return new StorageTarget(
            StorageTargetKind.Environment,
            new Uri(url.TrimEnd('/')),
            key,
            string.IsNullOrEmpty(secret) ? null : secret,
            server: null,
            () => ValueTask.CompletedTask);
    }

    private static async Task<StorageTarget> StartLocalAsync(StorageServerOptions? options, CancellationToken cancellationToken)
    {
        var server = await StorageServer.StartAsync(options, cancellationToken);
        return new StorageTarget(StorageTargetKind.Local, server.Url, server.ServiceKey, server.JwtSecret, server, server.DisposeAsync);
    }
}
