using System.Text.Json.Serialization;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// The phases of the legacy migration, which the database stores. A phase lasts from one call of <see cref="LegacyMigrator"/> to another; the
/// stages within a call are <see cref="LegacyStage"/>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<LegacyPhase>))]
public enum LegacyPhase
{
    /// <summary>The migration was not started. Lists show older rows beside the items.</summary>
    None,

    /// <summary>Triggers and indexes exist; a run may be in progress.</summary>
    Prepared,

    /// <summary>
    /// Every older row that can become an item has an item, and references name the items. Older programs still write rows, and
    /// lists still read them.
    /// </summary>
    Migrated,

    /// <summary>Lists read items only. Rows that older programs write still become items, and a rollback is still possible.</summary>
    Switched,

    /// <summary>Triggers and backups were removed, so a rollback is no longer possible. The older tables may be dropped.</summary>
    Finished,

    /// <summary>The migration was rolled back and may be run again.</summary>
    RolledBack,
}
