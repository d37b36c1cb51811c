namespace Unified.Media.TestStorage;

/// <summary>Finds the server that the tests of a Storage client run against.</summary>
public static class StorageTargets
{
    private const string Prefix = "UNIFIED_MEDIA_TEST_SUPABASE_";

    /// <summary>
    /// Returns the server that the environment names. Otherwise starts a container, where UNIFIED_MEDIA_TEST_SUPABASE_DOCKER is not 0 and Docker is
    /// available, or else a local server, which is disposed with the target.
    /// </summary>
    /// <param name="options">The options of a local server.</param>
    public static async Task<StorageTarget> ResolveAsync(CancellationToken cancellationToken, StorageServerOptions? options = null)
    {
        var found = FromEnvironment();
        if (found is null && Environment.GetEnvironmentVariable(Prefix + "DOCKER") != "0")
        {
            found = await ContainerStorage.TryStartAsync(cancellationToken);
        }

        return found ?? await StartLocalAsync(options, cancellationToken);
    }

    /// <summary>Makes a target of a local server, which the caller disposes.</summary>
    public static StorageTarget Local(StorageServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new StorageTarget(
            StorageTargetKind.Local, server.Url, server.ServiceKey, server.JwtSecret, server, () => ValueTask.CompletedTask);
    }

    /// <summary>Returns the server that the environment names; null when it names none.</summary>
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
