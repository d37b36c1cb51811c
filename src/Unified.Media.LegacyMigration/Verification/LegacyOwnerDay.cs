namespace Unified.Media.LegacyMigration;

/// <summary>The comparison of the older rows of one owner and one day with their items, by count and checksum.</summary>
public sealed record LegacyOwnerDay
{
    /// <summary>The owner id in the catalog; null for rows without an owner.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The day in UTC on which the rows were created; null for rows without a creation time.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The number of older rows.</summary>
    public long Rows { get; init; }

    /// <summary>The number of items of these rows.</summary>
    public long Items { get; init; }

    /// <summary>The sum of the rows' hashes over id, owner, kind, bucket and key.</summary>
    public decimal RowHash { get; init; }

    /// <summary>The sum of the items' hashes over the same fields.</summary>
    public decimal ItemHash { get; init; }

    internal bool IsDifferent => Rows != Items || RowHash != ItemHash;

    internal LegacyOwnerDay Add(LegacyOwnerDay other) => this with
    {
        Rows = Rows + other.Rows,
        Items = Items + other.Items,
        RowHash = RowHash + other.RowHash,
        ItemHash = ItemHash + other.ItemHash,
    };
}
