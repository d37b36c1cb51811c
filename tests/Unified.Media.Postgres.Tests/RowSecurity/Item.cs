namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>An item of the test database.</summary>
internal sealed record Item(Guid Id, string Holder, Guid Owner, string Visibility, ItemState State)
{
    public const string Bucket = "user-media";

    public string Key => $"uploads/{Holder}/images/{Id}.1.png";

    /// <summary>True when the ledger has a pending attempt of another role, <c>thumb</c>.</summary>
    public bool HasThumb => State is ItemState.Ready or ItemState.Confirmed;

    /// <summary>True when the table of items has a row of it.</summary>
    public bool HasRow => State is ItemState.Ready or ItemState.WithoutLedger;

    public bool IsPublic => Visibility == "PUBLIC";

    public override string ToString() => $"{Holder}'s {Visibility} {State} item";
}
