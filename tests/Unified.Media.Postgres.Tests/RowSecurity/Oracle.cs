namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>
/// The expected outcome of each command, derived from the rules and not from the SQL: the number of rows, or the SQLSTATE.
/// <list type="bullet">
/// <item>The owner and the service see, change and delete a row. Every principal sees a public row.</item>
/// <item>A user never changes the owner, place or type of an object. Only a legacy row without an object of the library may be moved.</item>
/// <item>Rows of users come from uploads. Legacy applications may still insert rows, which name no object of the library.</item>
/// <item>Only the worker, and the application before it assumes a role, call the functions of the ledger. Its tables have no access.</item>
/// </list>
/// </summary>
internal sealed class Oracle(World world)
{
    private const string Denied = "42501";
    private const string Lost = "UM409";
    private const string UniqueViolation = "23505";
    private const string PolicyFails = "21000";

    private static readonly string[] PlaceColumns = ["owner_user_id", "bucket", "path", "type", "created_at"];
    private static readonly string[] UserColumns = ["metadata", "visibility"];

    // On a legacy table, every role has all rights: only policies and guards decide.
    private bool IsOpen => world.HasProfiles;

    public string Expect(Principal who, Item item, Command command) => command.Kind switch
    {
        CommandKind.Select => Select(who, item),
        CommandKind.ReadView => who.Role == "anon" ? Denied : Select(who, item),
        CommandKind.ReadTags or CommandKind.ReadWords => HasNoTables(who) ? Denied : Count(Sees(who, item)),
        CommandKind.ReadLedger or CommandKind.WriteLedger => Denied,
        CommandKind.Update => Update(who, item, command.Column!),
        CommandKind.Delete => Change(who, item, deniedTo: "anon"),
        CommandKind.Insert => Insert(who, item, isOwn: who.Owns(item), ownerIsItems: true),
        CommandKind.InsertAsMine => Insert(
            who, item, isOwn: who.Owners.Count > 0 || who.Owns(item), ownerIsItems: who.Owners.Count == 0 || who.Owners[0] == item.Owner),
        CommandKind.InsertSystemColumns => InsertSystemColumns(who),
        CommandKind.Search or CommandKind.ListKind or CommandKind.ListVisibility => List(who, item, command.PublicOnly),
        _ => Ledger(who, item, command.Kind),
    };

    private static bool HasNoTables(Principal who) => who.IsApplication || who.IsWorker;

    private static string Count(bool isThere) => isThere ? "1" : "0";

    private static bool Sees(Principal who, Item item) => item.HasRow && (who.IsService || who.Owns(item) || item.IsPublic);

    private string Select(Principal who, Item item) =>
        HasNoTables(who) ? Denied : item.HasRow && !Sees(who, item) && PolicyFailsFor(who) ? PolicyFails : Count(Sees(who, item));

    private bool PolicyFailsFor(Principal who) => IsOpen && who.HasTwoProfiles;

    private string Change(Principal who, Item item, string deniedTo)
    {
        if (HasNoTables(who) || (who.Role == deniedTo && !IsOpen))
        {
            return Denied;
        }

        var may = who.IsService || who.Owns(item);
        return item.HasRow && !may && PolicyFailsFor(who) ? PolicyFails : Count(item.HasRow && may);
    }

    private string Update(Principal who, Item item, string column)
    {
        if (who.IsUser && !IsOpen && !UserColumns.Contains(column))
        {
            return Denied;
        }

        var change = Change(who, item, deniedTo: "anon");
        if (change != "1" || who.IsService || UserColumns.Contains(column))
        {
            return change;
        }

        if (item.State == ItemState.Ready || !PlaceColumns.Contains(column))
        {
            return Denied;
        }

        return column == "owner_user_id" ? (PolicyFailsFor(who) ? PolicyFails : Denied) : "1";
    }

    private string Insert(Principal who, Item item, bool isOwn, bool ownerIsItems)
    {
        if (HasNoTables(who) || (who.Role == "anon" && !IsOpen))
        {
            return Denied;
        }

        // The trigger checks the ledger first. The error for an attempt of another owner does not disclose that it exists.
        var hasLedgerRow = item.State is not (ItemState.Absent or ItemState.WithoutLedger);
        if (hasLedgerRow && !ownerIsItems)
        {
            return Denied;
        }

        if (hasLedgerRow && item.State is not (ItemState.Confirmed or ItemState.Ready))
        {
            return Lost;
        }

        if (!hasLedgerRow && !who.IsService && !IsOpen)
        {
            return Denied;
        }

        if (!who.IsService && !isOwn)
        {
            return PolicyFailsFor(who) ? PolicyFails : Denied;
        }

        return item.HasRow ? UniqueViolation : "1";
    }

    // The number of rows that keep a value which the command wrote.
    private string InsertSystemColumns(Principal who)
    {
        if (HasNoTables(who) || (!IsOpen && !who.IsService))
        {
            return Denied;
        }

        return who.IsService ? "1" : who.Owners.Count > 0 ? "0" : Denied;
    }

    private static string List(Principal who, Item item, bool publicOnly)
    {
        if (who.IsApplication || who.IsWorker)
        {
            return Denied;
        }

        return Count(item.HasRow && (publicOnly ? item.IsPublic : who.IsService || who.Owns(item)));
    }

    private static string Ledger(Principal who, Item item, CommandKind command)
    {
        // The login of the worker inherits no rights: it has to assume its role.
        var isWorker = who.Role == "unified_media_worker";
        if (command == CommandKind.CompleteDeletion && (who.IsApplication || isWorker))
        {
            return Count(item.State == ItemState.Deleting);
        }

        if (command is CommandKind.MarkDeletedAsService or CommandKind.FindUnreferenced)
        {
            return !isWorker ? Denied
                : Count(command == CommandKind.MarkDeletedAsService
                    ? item.State is ItemState.Pending or ItemState.Confirmed or ItemState.Deleting
                    : item.State is ItemState.Absent or ItemState.Gone or ItemState.WithoutLedger);
        }

        if (!who.IsApplication)
        {
            return Denied;
        }

        var isOwn = who.Owns(item);
        var isVisible = item.State is ItemState.Ready or ItemState.Confirmed;
        return command switch
        {
            CommandKind.Reserve => isOwn ? Count(item.State == ItemState.Absent) : Denied,
            CommandKind.ReserveAsMine => who.Owners.Count > 0 ? Count(item.State == ItemState.Absent) : Denied,
            CommandKind.ReserveRole => isOwn ? Count(isVisible) : Denied,
            CommandKind.ReserveRoleAsMine => who.Owners.Count > 0 ? Count(isOwn && isVisible) : Denied,
            CommandKind.ConfirmRole or CommandKind.AbandonRole => Count(isOwn && item.HasThumb),
            CommandKind.MarkRoleDeleted => Count(isOwn && item.State == ItemState.Confirmed),
            CommandKind.Confirm or CommandKind.ConfirmAsMine or CommandKind.Abandon => Count(isOwn && item.State == ItemState.Pending),
            CommandKind.IsReady => Count(isOwn && item.State is (ItemState.Ready or ItemState.Confirmed)),
            CommandKind.MarkDeleted or CommandKind.MarkDeletedAsMine => Count(
                isOwn && item.State is (ItemState.Pending or ItemState.Confirmed or ItemState.Deleting)),
            _ => throw new ArgumentException($"No rule for {command}.", nameof(command)),
        };
    }
}
