namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>The commands that principals try. "As mine" names an owner of the principal instead of the item's.</summary>
internal enum CommandKind
{
    Select,
    ReadView,
    ReadTags,
    ReadWords,
    ReadLedger,
    WriteLedger,
    Update,
    Delete,
    Insert,
    InsertAsMine,
    InsertSystemColumns,
    Reserve,
    ReserveAsMine,
    Confirm,
    ConfirmAsMine,
    Abandon,
    IsReady,
    Retire,
    RetireAsMine,
    RetireAny,
    Forget,
    FindUnreferenced,
    Search,
    ListKind,
    ListVisibility,
}
