namespace Unified.Media.LegacyMigration;

/// <summary>One owner's rows of one day, and their items.</summary>
/// <param name="Owner">The owner in the catalog.</param>
/// <param name="Day">The day in UTC on which the rows were made; null for rows that do not say.</param>
public sealed record LegacyGroup(Guid? Owner, DateOnly? Day)
{
    /// <summary>Rows of the older table.</summary>
    public long Rows { get; init; }

    /// <summary>Their items.</summary>
    public long Items { get; init; }

    /// <summary>The sum of the rows' hashes, over id, owner, kind, bucket and key.</summary>
    public decimal RowHash { get; init; }

    /// <summary>The sum of the items' hashes over the same.</summary>
    public decimal ItemHash { get; init; }

    internal bool Differs => Rows != Items || RowHash != ItemHash;

    internal LegacyGroup And(LegacyGroup other) => this with
    {
        Rows = Rows + other.Rows,
        Items = Items + other.Items,
        RowHash = RowHash + other.RowHash,
        ItemHash = ItemHash + other.ItemHash,
    };
}
