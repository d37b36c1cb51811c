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

/// <summary>Brings the schema of the PostgreSQL catalog into an application.</summary>
public static class MigrationsBuilderExtensions
{
#pragma warning disable RS0026 // The overloads differ in a parameter that is not optional.
    /// <summary>
    /// Brings the schema up to date when the host starts, before any of its services. Several instances may start at once: one migrates, the
    /// others wait. A failure ends the start. The connection string is <c>MediaOwner</c> of the host's configuration unless the options name
    /// another one: a login that may create and alter, not the one with which the application works.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, configure).RunOnStart();

    /// <summary>Brings the schema up to date when the host starts, with this connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string of a login that may create and alter.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    /// <param name="expression">The compiler's text of the argument, by which a missing connection string is reported.</param>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, string connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) =>
        AddMigrations(builder, connectionString, configure, expression).RunOnStart();

    /// <summary>Brings the schema up to date when the host starts, on connections of the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Connections of such a login, which the host makes and closes.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, dataSource, configure).RunOnStart();

    /// <summary>Brings the schema up to date when the host starts, on connections of the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Gets connections of such a login, once, keyed ones included. The host closes them.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, dataSource, configure).RunOnStart();

    /// <summary>Brings the schema up to date when the host starts, with a connection string from the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Gets the connection string of such a login, once.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    /// <param name="expression">The compiler's text of the argument, by which a missing connection string is reported.</param>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, string?> connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) =>
        AddMigrations(builder, connectionString, configure, expression).RunOnStart();

    /// <summary>
    /// Registers <see cref="UnifiedMediaSchema"/> and <see cref="IMigrationStatus"/>, for a health check, a dashboard, or a migration that
    /// the application starts itself. Nothing is run. The connection string is <c>MediaOwner</c> of the host's configuration unless the
    /// options name another one: a login that may read the journal or, to migrate, create and alter.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, Action<SchemaOptions>? configure = null) => builder.Add(null, configure);

    /// <summary>Registers the schema without running anything, with this connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string of a login that may create and alter.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    /// <param name="expression">The compiler's text of the argument, by which a missing connection string is reported.</param>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, string connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null) => builder.Add(
        (options, _) =>
        {
            options.ConnectionString = connectionString;
            options.ConnectionStringSource = SourceOf(connectionString, expression);
        },
        configure);

    /// <summary>Registers the schema without running anything, on connections of the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Connections of such a login, which the host makes and closes.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<SchemaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Add((options, _) => options.DataSource = dataSource, configure);
    }

    /// <summary>Registers the schema without running anything, on connections of the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Gets connections of such a login, once, keyed ones included. The host closes them.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<SchemaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Add((options, services) => options.DataSource = dataSource(services), configure);
    }

    /// <summary>Registers the schema without running anything, with a connection string from the host's services.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Gets the connection string of such a login, once.</param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    /// <param name="expression">The compiler's text of the argument, by which a missing connection string is reported.</param>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, string?> connectionString, Action<SchemaOptions>? configure = null,
        [CallerArgumentExpression(nameof(connectionString))] string? expression = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return builder.Add(
            (options, services) =>
            {
                options.ConnectionString = connectionString(services);
                options.ConnectionStringSource = SourceOf(options.ConnectionString, expression);
            },
            configure);
    }
#pragma warning restore RS0026

    private static UnifiedMediaBuilder Add(
        this UnifiedMediaBuilder builder, Action<SchemaOptions, IServiceProvider>? connect, Action<SchemaOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(UnifiedMediaSchema)))
        {
            throw new InvalidOperationException(
                "The migrations were added twice. One application has one schema: call MigrateOnStart or AddMigrations once.");
        }

        var options = builder.AddOptions<SchemaOptions>(
            "Migrations", static (section, options, binder) => section.Bind(options, binder), SchemaOptionsValidator.FindFailures);
        if (connect is not null)
        {
            options.Configure<IServiceProvider>(connect);
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

    // A connection string that code gave and that is empty is a mistake; another one must not take its place.
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

    // The text of the argument names the setting that is missing. A text that has a value can be a secret.
    private static string SourceOf(string? connectionString, string? expression) => string.IsNullOrWhiteSpace(connectionString)
        ? $"MigrateOnStart or AddMigrations was called with {expression}, which has no value"
        : "given to MigrateOnStart or AddMigrations";

    private static UnifiedMediaBuilder RunOnStart(this UnifiedMediaBuilder builder)
    {
        builder.Services.AddSingleton<IHostedService, MigrationStartup>();
        return builder;
    }
}
