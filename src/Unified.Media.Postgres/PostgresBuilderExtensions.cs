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
    /// Uses PostgreSQL as the catalog, with the connection string <c>Media</c> of the host's configuration unless
    /// <see cref="PostgresCatalogOptions.ConnectionName"/> selects another connection string. Every call runs with the role and the claims of its
    /// user under row-level security. The package Unified.Media.Migrations creates the schema; the catalog checks its version when the host starts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    public static UnifiedMediaBuilder UsePostgres(this UnifiedMediaBuilder builder, Action<PostgresCatalogOptions>? configure = null) =>
        builder.AddCatalog(null, configure);

    /// <summary>Uses PostgreSQL as the catalog, with a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">
    /// The connection string of the application's login. The login must be subject to row-level security, and a member of the anonymous
    /// and the authenticated role.
    /// </param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    /// <param name="expression">The text of the argument, which the error about a missing connection string quotes. Set by the compiler.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, string connectionString, Action<PostgresCatalogOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) =>
        builder.AddCatalog(
            (options, _) =>
            {
                options.ConnectionString = connectionString;
                options.ConnectionStringSource = DescribeSource(connectionString, expression);
            },
            configure);

    /// <summary>Uses PostgreSQL as the catalog, with a data source that the host creates and disposes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The data source of the application's login. All settings that the catalog changes end with its transaction.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<PostgresCatalogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.AddCatalog((options, _) => options.DataSource = dataSource, configure);
    }

    /// <summary>
    /// Uses PostgreSQL as the catalog, with a data source of the host's services:
    /// <c>UsePostgres(services => services.GetRequiredKeyedService&lt;NpgsqlDataSource&gt;("media"))</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Returns the data source of the application's login. It is called once. The host disposes the data source.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<PostgresCatalogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.AddCatalog((options, services) => options.DataSource = dataSource(services), configure);
    }

    /// <summary>Uses PostgreSQL as the catalog, with a connection string of the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Returns the connection string of the application's login. It is called once.</param>
    /// <param name="configure">Sets options; takes precedence over the configuration.</param>
    /// <param name="expression">The text of the argument, which the error about a missing connection string quotes. Set by the compiler.</param>
    public static UnifiedMediaBuilder UsePostgres(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, string?> connectionString, Action<PostgresCatalogOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return builder.AddCatalog(
            (options, services) =>
            {
                options.ConnectionString = connectionString(services);
                options.ConnectionStringSource = DescribeSource(options.ConnectionString, expression);
            },
            configure);
    }
#pragma warning restore RS0026

    private static UnifiedMediaBuilder AddCatalog(
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

    // An empty connection string that was set in code is an error, so the configuration does not replace it.
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

    // The source text of the argument names the missing setting. The message contains it only if the argument has no value, because a literal
    // can be a secret.
    private static string DescribeSource(string? connectionString, string? expression) => string.IsNullOrWhiteSpace(connectionString)
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
