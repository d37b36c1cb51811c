using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;
using Testcontainers.PostgreSql;

namespace Unified.Media.TestStorage;

/// <summary>Starts the real Storage server and its database in containers.</summary>
internal static class ContainerStorage
{
    private const string DatabaseImage = "postgres:17";
    private const string StorageImage = "supabase/storage-api:latest";
    private const string DatabaseHost = "database";
    private const string Secret = "a secret for tests only, long enough for HMAC";
    private const ushort Port = 5000;

    /// <summary>The SQL for the policy <see cref="StoragePolicy.OwnFolder"/>.</summary>
    private const string Policies = """
        create policy own_folder on storage.objects to authenticated
        using (current_setting('request.jwt.claim.sub', true) = (storage.foldername(name))[1]
            or ((storage.foldername(name))[1] in ('uploads', 'enhanced', 'stock')
                and current_setting('request.jwt.claim.sub', true) = (storage.foldername(name))[2]));
        """;

    /// <summary>Starts the containers; returns null when Docker is unavailable or cannot pull the images.</summary>
    public static async Task<StorageTarget?> TryStartAsync(CancellationToken cancellationToken)
    {
        var started = new Stack<IAsyncDisposable>();
        try
        {
            var network = new NetworkBuilder().Build();
            await network.CreateAsync(cancellationToken);
            started.Push(network);
            var database = new PostgreSqlBuilder(DatabaseImage)
                .WithDatabase("postgres").WithUsername("postgres").WithPassword("postgres")
                .WithNetwork(network).WithNetworkAliases(DatabaseHost).Build();
            started.Push(database);
            await database.StartAsync(cancellationToken);
            return await StartServerAsync(network, database, started, cancellationToken);
        }
        catch (Exception error) when (error is DockerUnavailableException or DockerApiException or ArgumentException)
        {
            await StopAsync(started);
            return null;
        }
    }

    private static async Task<StorageTarget> StartServerAsync(
        INetwork network, PostgreSqlContainer database, Stack<IAsyncDisposable> started, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var serviceKey = StorageToken.Mint(Secret, "service_role", null, now, TimeSpan.FromDays(30));
        var server = new ContainerBuilder(StorageImage)
            .WithNetwork(network)
            .WithPortBinding(Port, assignRandomHostPort: true)
            .WithEnvironment("SERVER_PORT", $"{Port}")
            .WithEnvironment("AUTH_JWT_SECRET", Secret)
            .WithEnvironment("ANON_KEY", StorageToken.Mint(Secret, "anon", null, now, TimeSpan.FromDays(30)))
            .WithEnvironment("SERVICE_KEY", serviceKey)
            .WithEnvironment("DATABASE_URL", $"postgresql://postgres:postgres@{DatabaseHost}:5432/postgres")
            .WithEnvironment("DB_INSTALL_ROLES", "true")
            .WithEnvironment("STORAGE_BACKEND", "file")
            .WithEnvironment("STORAGE_FILE_BACKEND_PATH", "/tmp/storage")
            .WithEnvironment("UPLOAD_FILE_SIZE_LIMIT", "5368709120")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPort(Port).ForPath("/status")))
            .Build();
        started.Push(server);
        await server.StartAsync(cancellationToken);
        var result = await database.ExecScriptAsync(Policies, cancellationToken);
        return result.ExitCode == 0
            ? new StorageTarget(
                StorageTargetKind.Container,
                new UriBuilder("http", server.Hostname, server.GetMappedPublicPort(Port)).Uri,
                serviceKey,
                Secret,
                server: null,
                () => StopAsync(started))
            : throw new InvalidOperationException("The policies could not be created: " + result.Stderr);
    }

    private static async ValueTask StopAsync(Stack<IAsyncDisposable> started)
    {
        while (started.TryPop(out var next))
        {
            await next.DisposeAsync();
        }
    }
}
