using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace Unified.Media.TestDatabase;

/// <summary>A server in a container, where Docker answers.</summary>
internal static class ContainerServer
{
    private const string Image = "postgres:17";

    /// <summary>Null where Docker does not answer.</summary>
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
