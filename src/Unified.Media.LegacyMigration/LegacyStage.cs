using System.Text.Json.Serialization;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// The stages of work within a call of <see cref="LegacyMigrator"/>, as <see cref="LegacyProgress"/> reports them. The state of the migration
/// between calls is its <see cref="LegacyPhase"/>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<LegacyStage>))]
public enum LegacyStage
{
    /// <summary>Creates views, triggers and indexes; or counts rows for a plan.</summary>
    Preparing,

    /// <summary>Matches the items that existed before the migration with their older rows.</summary>
    Reconciling,

    /// <summary>Creates items from older rows.</summary>
    Copying,

    /// <summary>Removes items whose older row was deleted, and releases objects that several rows name.</summary>
    Sweeping,

    /// <summary>Compares items with their older rows.</summary>
    Verifying,

    /// <summary>Rewrites references to older rows, in moodboards and showcases.</summary>
    Rewriting,

    /// <summary>Checks that objects exist in the object store.</summary>
    CheckingObjects,

    /// <summary>Rolls the migration back.</summary>
    RollingBack,
}
