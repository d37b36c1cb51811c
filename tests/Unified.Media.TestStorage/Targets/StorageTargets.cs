namespace Unified.Media.TestStorage;

/// <summary>Finds or starts the Storage server that tests run against.</summary>
public static class StorageTargets
{
    private const string Prefix = "UNIFIED_MEDIA_TEST_SUPABASE_";

    /// <summary>
    /// Returns the server that environment variables specify. Without them, starts a container if Docker is available and
    /// UNIFIED_MEDIA_TEST_SUPABASE_DOCKER is not 0, and otherwise a local server. Disposing the target stops the started server.
    /// </summary>
    /// <param name="options">The options of a local server; null for the defaults.</param>
    public static async Task<StorageTarget> ResolveAsync(StorageServerOptions? options, CancellationToken cancellationToken)
    {
        var found = FromEnvironment();
        if (found is null && Environment.GetEnvironmentVariable(Prefix + "DOCKER") != "0")
        {
            found = await ContainerStorage.TryStartAsync(cancellationToken);
        }

        return found ?? await StartLocalAsync(options, cancellationToken);
    }

    /// <summary>Creates a target for a local server, which disposing the target does not stop.</summary>
    public static StorageTarget Local(StorageServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new StorageTarget(
            StorageTargetKind.Local, server.Url, server.ServiceKey, server.JwtSecret, server, () => ValueTask.CompletedTask);
    }

    /// <summary>Returns the server that environment variables specify; null when they are not set.</summary>
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
