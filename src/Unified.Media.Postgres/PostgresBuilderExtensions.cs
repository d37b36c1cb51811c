using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Unified.Media;
using Unified.Media.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the PostgreSQL catalog.</summary>
public static class PostgresBuilderExtensions
{
#pragma warning disable RS0026 // The overloads differ in a parameter that is not optional.
    /// <summary>
    /// Uses PostgreSQL as the catalog, with the connection string <c>Media</c> of the host's configuration unless the options name another
    /// one. Every call runs with the role and claims of its user under row-level security. The schema comes from the migrations; the catalog
    /// checks its version when the host starts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    public static UnifiedMediaBuilder UsePostgres(this UnifiedMediaBuilder builder, Action<PostgresCatalogOptions>? configure = null) =>
        builder.Use(null, configure);

    /// <summary>Uses PostgreSQL as the catalog, with a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The application's login, which is subject to row-level security and a member of the roles of its users.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    /// <param name="expression">The text of the argument, which the error about a missing connection string quotes. Set by the compiler.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, string connectionString, Action<PostgresCatalogOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) =>
        builder.Use(
            (options, _) =>
            {
                options.ConnectionString = connectionString;
                options.ConnectionStringSource = SourceOf(connectionString, expression);
            },
            configure);

    /// <summary>Uses PostgreSQL as the catalog, with a data source that the host creates and disposes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The application's connections. The catalog changes no settings of a connection beyond its own transaction.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<PostgresCatalogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Use((options, _) => options.DataSource = dataSource, configure);
    }

    /// <summary>
    /// Uses PostgreSQL as the catalog, with a data source of the host's services:
    /// <c>UsePostgres(services => services.GetRequiredKeyedService&lt;NpgsqlDataSource&gt;("media"))</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Returns the application's connections; called once. The host disposes them.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<PostgresCatalogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Use((options, services) => options.DataSource = dataSource(services), configure);
    }

    /// <summary>Uses PostgreSQL as the catalog, with a connection string of the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Returns the connection string of the application's login; called once.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    /// <param name="expression">The text of the argument, which the error about a missing connection string quotes. Set by the compiler.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, string?> connectionString, Action<PostgresCatalogOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return builder.Use(
            (options, services) =>
            {
                options.ConnectionString = connectionString(services);
                options.ConnectionStringSource = SourceOf(options.ConnectionString, expression);
            },
            configure);
    }
#pragma warning restore RS0026

    private static UnifiedMediaBuilder Use(
        this UnifiedMediaBuilder builder, Action<PostgresCatalogOptions, IServiceProvider>? connect, Action<PostgresCatalogOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<PostgresCatalogOptions>(
            "Postgres", static (section, options, binder) => section.Bind(options, binder), PostgresCatalogOptionsValidator.FindFailures);
        if (connect is not null)
        {
            options.Configure<IServiceProvider>(connect);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.PostConfigure<IServiceProvider>(ReadConnectionString);
        return builder.UseCatalog(nameof(UsePostgres), Create);
    }

    // An empty connection string that code has set is an error: the configuration must not replace it.
    private static void ReadConnectionString(PostgresCatalogOptions options, IServiceProvider services)
    {
        if (options is { ConnectionString: null, ConnectionStringSource: null })
        {
            options.ConnectionString = services.GetService<IConfiguration>()?.GetConnectionString(options.ConnectionName);
            options.ConnectionStringSource = options.ConnectionString is null
                ? $"set ConnectionStrings:{options.ConnectionName}"
                : $"read from ConnectionStrings:{options.ConnectionName}";
        }
    }

    // The text of the argument names the missing setting. It is quoted only without a value, because a literal can be a secret.
    private static string SourceOf(string? connectionString, string? expression) => string.IsNullOrWhiteSpace(connectionString)
        ? $"UsePostgres was called with {expression}, which has no value"
        : "given to UsePostgres";

    private static PostgresMediaCatalog Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<PostgresCatalogOptions>>().Value;
        return new(
            new PostgresConnections(options),
            options,
            services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value.PostgresNames,
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
    }
}
