using System.Text.Json.Serialization;

namespace Unified.Media.LegacyMigration;

/// <summary>How far the migration of older tables is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LegacyPhase>))]
public enum LegacyPhase
{
    /// <summary>Nothing was done. Older rows are read beside the items.</summary>
    None,

    /// <summary>Triggers and indexes are there; batches may be under way.</summary>
    Prepared,

    /// <summary>Everything that can be an item is one, and references name them. Older rows are still read, and written by older programs.</summary>
    Migrated,

    /// <summary>Only items are read. Older programs' writes still become items, and the way back is open.</summary>
    Switched,

    /// <summary>The triggers and the way back are gone. The older tables are the host's to drop.</summary>
    Finished,

    /// <summary>Everything is as it was before; the migration may be run again.</summary>
    RolledBack,
}
