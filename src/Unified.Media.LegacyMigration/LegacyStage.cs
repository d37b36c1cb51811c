using System.Text.Json.Serialization;

namespace Unified.Media.LegacyMigration;

/// <summary>What a run is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LegacyStage>))]
public enum LegacyStage
{
    /// <summary>Views, triggers, indexes.</summary>
    Preparing,

    /// <summary>Looking at the items that were there before.</summary>
    Settling,

    /// <summary>Making items of older rows.</summary>
    Copying,

    /// <summary>Looking for items whose older row is gone, and for shared objects.</summary>
    Sweeping,

    /// <summary>Comparing items with their older rows.</summary>
    Verifying,

    /// <summary>Rewriting what names older rows.</summary>
    Rewriting,

    /// <summary>Looking whether objects are where the ledger says.</summary>
    CheckingObjects,

    /// <summary>Undoing.</summary>
    RollingBack,
}
