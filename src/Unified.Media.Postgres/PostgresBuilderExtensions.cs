using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Unified.Media;
using Unified.Media.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the PostgreSQL catalog.</summary>
public static class PostgresBuilderExtensions
{
#pragma warning disable RS0026 // The overloads differ in a parameter that is not optional.
    /// <summary>
    /// Keeps facts in PostgreSQL, on connections of the catalog's own. Every call runs as its user's role with its user's claims, in one
    /// round trip; row-level security holds. The schema comes from the migrations; its presence is checked when the host starts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The application's login: bound by row-level security, member of the roles of its users.</param>
    /// <param name="configure">Sets what differs from the defaults.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, string connectionString, Action<PostgresCatalogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = Configured(configure);
        return builder.UseCatalog(
            nameof(UsePostgres), services => Create(services, options, PostgresConnections.Open(connectionString, options)));
    }

    /// <summary>Keeps facts in PostgreSQL, on connections that the host made and closes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The application's connections. Nothing of a call stays on them; no setting of theirs is changed.</param>
    /// <param name="configure">Sets what differs from the defaults.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<PostgresCatalogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        var options = Configured(configure);
        return builder.UseCatalog(
            nameof(UsePostgres), services => Create(services, options, PostgresConnections.Borrow(dataSource, options)));
    }

#pragma warning restore RS0026

    private static PostgresCatalogOptions Configured(Action<PostgresCatalogOptions>? configure)
    {
        var options = new PostgresCatalogOptions();
        configure?.Invoke(options);
        OptionsCheck.Run(options);
        return options;
    }

    private static PostgresMediaCatalog Create(IServiceProvider services, PostgresCatalogOptions options, PostgresConnections connections) => new(
        connections,
        options,
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
}
