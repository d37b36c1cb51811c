using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace Unified.Media.TestDatabase;

/// <summary>A server in a Docker container.</summary>
internal static class ContainerServer
{
    private const string Image = "postgres:17";

    /// <summary>Starts a container. Returns null when Docker is not available.</summary>
    public static async Task<PostgreSqlContainer?> TryStartAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        try
        {
            var container = new PostgreSqlBuilder(Image)
                .WithUsername("postgres")
                .WithCommand([.. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })])
                .Build();
            await container.StartAsync(cancellationToken);
            return container;
        }
        catch (Exception error) when (error is DockerUnavailableException or ArgumentException)
        {
            return null;
        }
    }
}
