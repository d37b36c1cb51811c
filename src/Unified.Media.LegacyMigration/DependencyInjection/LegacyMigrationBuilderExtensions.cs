using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Unified.Media;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Brings the migration of older tables into an application.</summary>
public static class LegacyMigrationBuilderExtensions
{
    /// <summary>
    /// Adds the module <c>legacy</c> to the schema that <c>MigrateOnStart</c> or <c>AddMigrations</c> brings up to date, before or after this
    /// call, and registers <see cref="LegacyMigrator"/> on the same connections. From then on older rows are listed beside the items, and the
    /// migrator can make items of them. Options are read from the section <c>LegacyMigration</c> of the configuration that the host binds.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="always">
    /// False: the module is applied where a table <c>playground_gallery</c> or <c>user_media</c> exists. True: it is applied in any case.
    /// </param>
    /// <param name="configure">Sets options; wins over the configuration.</param>
    public static UnifiedMediaBuilder AddLegacyMigration(
        this UnifiedMediaBuilder builder, bool always = false, Action<LegacyMigrationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<LegacyMigrationOptions>(
            "LegacyMigration", static (section, options, binder) => section.Bind(options, binder), LegacyMigrationOptionsValidator.FindFailures);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.AddSingleton(always ? LegacySchema.Module.Required() : LegacySchema.Module);
        builder.Services.AddSingleton(services => new LegacyMigrator(
            services.GetRequiredService<UnifiedMediaSchema>().DataSource,
            services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value.PostgresNames,
            services.GetRequiredService<IOptions<LegacyMigrationOptions>>().Value,
            services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
