using System.Text.Json.Serialization;

namespace Unified.Media.LegacyMigration;

/// <summary>The states of an older row, as a verification finds them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LegacyRowState>))]
public enum LegacyRowState
{
    /// <summary>The migration created an item from the row, and the item is unchanged.</summary>
    Migrated,

    /// <summary>An item of the row existed before the migration. The migration added the values that only the row has.</summary>
    Reconciled,

    /// <summary>The migration created an item from the row, and the item was changed afterwards.</summary>
    Edited,

    /// <summary>The item of the row was deleted by its owner.</summary>
    Deleted,

    /// <summary>The row was skipped because its login has no profile.</summary>
    OwnerUnknown,

    /// <summary>The row was skipped because its login has several profiles.</summary>
    OwnerAmbiguous,

    /// <summary>The row was skipped because it failed.</summary>
    Failed,

    /// <summary>The row can become an item but has no item.</summary>
    Missing,

    /// <summary>The row had an item, which no longer exists although no deletion was recorded.</summary>
    Lost,
}
