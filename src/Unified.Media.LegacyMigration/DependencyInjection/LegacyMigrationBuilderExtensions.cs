using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Unified.Media;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the legacy migration to an application.</summary>
public static class LegacyMigrationBuilderExtensions
{
    /// <summary>
    /// Adds the schema module <c>legacy</c> and registers <see cref="LegacyMigrator"/>. Call it before or after <c>MigrateOnStart</c> or
    /// <c>AddMigrations</c>, whose connections it uses. With the module, lists show older rows beside the items, and the migrator can create
    /// items from them. Options are read from the section <c>LegacyMigration</c> of the bound configuration.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="applyAlways">
    /// True to apply the module to every database; false to apply it where a table <c>playground_gallery</c> or <c>user_media</c> exists.
    /// </param>
    /// <param name="configure">Sets options; overrides the configuration.</param>
    public static UnifiedMediaBuilder AddLegacyMigration(
        this UnifiedMediaBuilder builder, bool applyAlways = false, Action<LegacyMigrationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<LegacyMigrationOptions>(
            "LegacyMigration", static (section, options, binder) => section.Bind(options, binder), LegacyMigrationOptionsValidator.FindFailures);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.AddSingleton(applyAlways ? LegacySchema.Module.AsRequired() : LegacySchema.Module);
        builder.Services.AddSingleton(services => new LegacyMigrator(
            services.GetRequiredService<UnifiedMediaSchema>().DataSource,
            services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value.PostgresNames,
            services.GetRequiredService<IOptions<LegacyMigrationOptions>>().Value,
            services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
