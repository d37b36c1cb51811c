using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Unified.Media;
using Unified.Media.Migrations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the schema of the PostgreSQL catalog to an application.</summary>
public static class MigrationsBuilderExtensions
{
#pragma warning disable RS0026 // The overloads differ in a parameter that is not optional.
    /// <summary>
    /// Migrates the schema when the host starts, before any hosted service. Of several instances that start at once, one migrates and the
    /// others wait. A failure stops the host. Uses the connection string <c>MediaOwner</c> of the host's configuration unless the options set
    /// another one. Its login needs the right to create and alter tables; the application uses another login.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, configure).RunOnStart();

    /// <summary>Migrates the schema when the host starts, with a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string of a login that may create and alter tables.</param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <param name="expression">The source text of the argument, which the compiler passes for error messages.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, string connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) =>
        AddMigrations(builder, connectionString, configure, expression).RunOnStart();

    /// <summary>Migrates the schema when the host starts, with a data source of the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Connections of a login that may create and alter tables. The host disposes the data source.</param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, dataSource, configure).RunOnStart();

    /// <summary>Migrates the schema when the host starts, with a data source from the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">
    /// Returns connections of a login that may create and alter tables; called once. The host disposes the data source.
    /// </param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, dataSource, configure).RunOnStart();

    /// <summary>Migrates the schema when the host starts, with a connection string from the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Returns the connection string of a login that may create and alter tables; called once.</param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <param name="expression">The source text of the argument, which the compiler passes for error messages.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, string?> connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) =>
        AddMigrations(builder, connectionString, configure, expression).RunOnStart();

    /// <summary>
    /// Registers <see cref="UnifiedMediaSchema"/> and <see cref="IMigrationStatus"/> without migrating, for a health check, a dashboard, or
    /// a migration that the application starts itself. Uses the connection string <c>MediaOwner</c> of the host's configuration unless the
    /// options set another one. Its login needs the right to read the journal or, to migrate, to create and alter tables.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, Action<SchemaOptions>? configure = null) => builder.Add(null, configure);

    /// <summary>Registers the schema without migrating, with a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string of a login that may read the journal or, to migrate, create and alter tables.</param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <param name="expression">The source text of the argument, which the compiler passes for error messages.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, string connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) => builder.Add(
        (options, _) =>
        {
            options.ConnectionString = connectionString;
            options.ConnectionStringSource = DescribeSource(connectionString, expression);
        },
        configure);

    /// <summary>Registers the schema without migrating, with a data source of the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">
    /// Connections of a login that may read the journal or, to migrate, create and alter tables. The host disposes the data source.
    /// </param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<SchemaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Add((options, _) => options.DataSource = dataSource, configure);
    }

    /// <summary>Registers the schema without migrating, with a data source from the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">
    /// Returns connections of a login that may read the journal or, to migrate, create and alter tables; called once. The host disposes the data
    /// source.
    /// </param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<SchemaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Add((options, services) => options.DataSource = dataSource(services), configure);
    }

    /// <summary>Registers the schema without migrating, with a connection string from the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">
    /// Returns the connection string of a login that may read the journal or, to migrate, create and alter tables; called once.
    /// </param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    /// <param name="expression">The source text of the argument, which the compiler passes for error messages.</param>
    /// <exception cref="InvalidOperationException"><c>MigrateOnStart</c> or <c>AddMigrations</c> was called before.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, string?> connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return builder.Add(
            (options, services) =>
            {
                options.ConnectionString = connectionString(services);
                options.ConnectionStringSource = DescribeSource(options.ConnectionString, expression);
            },
            configure);
    }
#pragma warning restore RS0026

    private static UnifiedMediaBuilder Add(
        this UnifiedMediaBuilder builder, Action<SchemaOptions, IServiceProvider>? setConnection, Action<SchemaOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(UnifiedMediaSchema)))
        {
            throw new InvalidOperationException(
                "Migrations were added twice. Call either MigrateOnStart or AddMigrations, once.");
        }

        var options = builder.AddOptions<SchemaOptions>(
            "Migrations", static (section, options, binder) => section.Bind(options, binder), SchemaOptionsValidator.FindFailures);
        if (setConnection is not null)
        {
            options.Configure<IServiceProvider>(setConnection);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.PostConfigure<IServiceProvider>(ReadConnectionString);
        builder.Services.AddSingleton(services => new MigrationConnections(services.GetRequiredService<IOptions<SchemaOptions>>().Value));
        builder.Services.AddSingleton(services => new UnifiedMediaSchema(
            services.GetRequiredService<MigrationConnections>().DataSource,
            services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value.PostgresNames,
            services.GetRequiredService<IOptions<SchemaOptions>>().Value,
            services.GetService<ILoggerFactory>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetServices<SchemaModule>()));
        builder.Services.TryAddSingleton<IMigrationStatus>(services => services.GetRequiredService<UnifiedMediaSchema>());
        return builder;
    }

    // An empty connection string that code passed is an error: the configuration must not replace it.
    private static void ReadConnectionString(SchemaOptions options, IServiceProvider services)
    {
        if (options is { ConnectionString: null, ConnectionStringSource: null })
        {
            options.ConnectionString = services.GetService<IConfiguration>()?.GetConnectionString(options.ConnectionName);
            options.ConnectionStringSource = options.ConnectionString is null
                ? $"set ConnectionStrings:{options.ConnectionName}"
                : $"read from ConnectionStrings:{options.ConnectionName}";
        }
    }

    // The source text of the argument names the missing setting. It is not used for a string that has a value, which can be a secret.
    private static string DescribeSource(string? connectionString, string? expression) => string.IsNullOrWhiteSpace(connectionString)
        ? $"MigrateOnStart or AddMigrations was called with {expression}, which is null or empty"
        : "passed to MigrateOnStart or AddMigrations";

    private static UnifiedMediaBuilder RunOnStart(this UnifiedMediaBuilder builder)
    {
        builder.Services.AddSingleton<IHostedService, MigrationStartup>();
        return builder;
    }
}
