using Unified.Media;
using Unified.Media.LegacyMigration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Brings the migration of older tables into an application.</summary>
public static class LegacyMigrationBuilderExtensions
{
    /// <summary>
    /// Adds the module <c>legacy</c> to the schema that <c>MigrateOnStart</c> or <c>AddMigrations</c> brings up to date, before or after this
    /// call. From then on older rows are listed beside the items, and <see cref="LegacyMigrator"/> can make items of them.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="always">
    /// False: the module is applied where a table <c>playground_gallery</c> or <c>user_media</c> exists. True: it is applied in any case.
    /// </param>
    public static UnifiedMediaBuilder AddLegacyMigration(this UnifiedMediaBuilder builder, bool always = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(always ? LegacySchema.Module.Required() : LegacySchema.Module);
        return builder;
    }
}
