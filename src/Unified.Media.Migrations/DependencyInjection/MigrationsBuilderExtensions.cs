using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Unified.Media;
using Unified.Media.Migrations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Brings the schema of the PostgreSQL catalog into an application.</summary>
public static class MigrationsBuilderExtensions
{
#pragma warning disable RS0026 // The overloads differ in a parameter that is not optional.
    /// <summary>
    /// Brings the schema up to date when the host starts, before anything else of it does. Several instances may start at once: one
    /// migrates, the others wait. A failure ends the start. Registers what
    /// <see cref="AddMigrations(UnifiedMediaBuilder, string, Action{SchemaOptions}?)"/> does.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Of a login that may create and alter; not the one with which the application works.</param>
    /// <param name="configure">Sets what differs from the defaults.</param>
    /// <exception cref="ArgumentException">The options break rules; the message names all.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, string connectionString, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, connectionString, configure).RunOnStart();

    /// <summary>The same, on connections that the host made and closes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Connections of a login that may create and alter.</param>
    /// <param name="configure">Sets what differs from the defaults.</param>
    /// <exception cref="ArgumentException">The options break rules; the message names all.</exception>
    public static UnifiedMediaBuilder MigrateOnStart(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<SchemaOptions>? configure = null) =>
        AddMigrations(builder, dataSource, configure).RunOnStart();

    /// <summary>
    /// Registers <see cref="UnifiedMediaSchema"/> and <see cref="IMigrationStatus"/>, for a health check, a dashboard, or a migration that
    /// the application starts itself. Nothing is run.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Of a login that may read the journal; to migrate, one that may create and alter.</param>
    /// <param name="configure">Sets what differs from the defaults.</param>
    /// <exception cref="ArgumentException">The options break rules; the message names all.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, string connectionString, Action<SchemaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        builder.Services.AddSingleton(_ => new MigrationConnections(connectionString));
        return builder.Add(services => services.GetRequiredService<MigrationConnections>().DataSource, configure);
    }

    /// <summary>The same, on connections that the host made and closes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Connections of a login that may read the journal; to migrate, one that may create and alter.</param>
    /// <param name="configure">Sets what differs from the defaults.</param>
    /// <exception cref="ArgumentException">The options break rules; the message names all.</exception>
    public static UnifiedMediaBuilder AddMigrations(
        this UnifiedMediaBuilder builder, NpgsqlDataSource dataSource, Action<SchemaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Add(_ => dataSource, configure);
    }
#pragma warning restore RS0026

    private static UnifiedMediaBuilder Add(
        this UnifiedMediaBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<SchemaOptions>? configure)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(UnifiedMediaSchema)))
        {
            throw new InvalidOperationException(
                "The migrations were added twice. One application has one schema: call MigrateOnStart or AddMigrations once.");
        }

        var options = new SchemaOptions();
        configure?.Invoke(options);
        options = SchemaOptionsCheck.Checked(options);
        builder.Services.AddSingleton(services => new UnifiedMediaSchema(
            dataSource(services), options, services.GetService<ILoggerFactory>(), services.GetRequiredService<TimeProvider>(),
            services.GetServices<SchemaModule>()));
        builder.Services.TryAddSingleton<IMigrationStatus>(services => services.GetRequiredService<UnifiedMediaSchema>());
        return builder;
    }

    private static UnifiedMediaBuilder RunOnStart(this UnifiedMediaBuilder builder)
    {
        builder.Services.AddSingleton<IHostedService, MigrationStartup>();
        return builder;
    }
}
