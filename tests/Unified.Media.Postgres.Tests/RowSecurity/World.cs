using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>
/// A test database with users and items of every state and visibility. The logins inherit no rights, are not superusers and are subject to
/// row-level security. With profiles, a user has one, two or none.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string App = "unified_media_app";
    public const string Service = "unified_media_service_login";
    public const string Worker = "unified_media_worker_login";

    private static readonly string[] Holders = ["owner", "other", "twin"];
    private static readonly string[] Visibilities = ["PRIVATE", "PUBLIC", "DRAFT"];

    private readonly Dictionary<string, string> _logins = [];

    private World(FreshDatabase database, bool hasProfiles)
    {
        Database = database;
        HasProfiles = hasProfiles;
    }

    public FreshDatabase Database { get; }

    /// <summary>True for a legacy database, with its policies and its grants of all rights to all roles.</summary>
    public bool HasProfiles { get; }

    public IReadOnlyList<Principal> Principals { get; private set; } = [];

    public IReadOnlyList<Item> Items { get; private set; } = [];

    public string ConnectionStringOf(Principal principal) => _logins[principal.Connection];

    public static async Task<World> CreateAsync(bool hasProfiles, CancellationToken cancellationToken)
    {
        var template = hasProfiles ? DatabaseTemplate.LegacyB : DatabaseTemplate.Empty;
        var world = new World(await FreshDatabase.CreateAsync(template.WithSchema(), cancellationToken), hasProfiles);
        world._logins[App] = await world.Database.CreateLoginAsync(App, ["anon", "authenticated"], cancellationToken);
        world._logins[Service] = await world.Database.CreateLoginAsync(Service, ["service_role"], cancellationToken);
        world._logins[Worker] = await world.Database.CreateLoginAsync(Worker, ["unified_media_worker"], cancellationToken);
        await world.FillAsync(cancellationToken);
        await world.Database.ExecuteAsync(Probe.Setup, cancellationToken);
        return world;
    }

    /// <summary>Returns the owner id of the items of a holder.</summary>
    public Guid OwnerOf(string holder) => Items.First(item => item.Holder == holder).Owner;

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    private static Guid NumberedId(int kind, int number) => new($"00000000-0000-7000-8000-{kind:x4}{number:x8}");

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, (Guid Login, Guid[] Owners)>();
        foreach (var (name, profiles) in new[] { ("owner", 1), ("other", 1), ("twin", 2), ("bare", 0) })
        {
            var login = NumberedId(0xa, users.Count + 1);
            Guid[] owners = HasProfiles ? [.. Enumerable.Range(1, profiles).Select(number => NumberedId(0xb, (users.Count * 10) + number))] : [login];
            users[name] = (login, owners);
            if (HasProfiles)
            {
                await Database.ExecuteAsync($"INSERT INTO auth.users (id) VALUES ('{login}')", cancellationToken);
                foreach (var owner in owners)
                {
                    await Database.ExecuteAsync(
                        $"INSERT INTO users_profile (id, user_id, display_name, handle) VALUES ('{owner}', '{login}', 'u', 'u{owner:N}')",
                        cancellationToken);
                }
            }
        }

        Principals =
        [
            new("anon", App, "anon", null, []),
            new("owner", App, "authenticated", users["owner"].Login, users["owner"].Owners),
            new("other", App, "authenticated", users["other"].Login, users["other"].Owners),
            new("twin", App, "authenticated", users["twin"].Login, users["twin"].Owners),
            new("bare", App, "authenticated", users["bare"].Login, users["bare"].Owners),
            new("no user", App, "authenticated", null, []),
            new("service", Service, "service_role", null, []),
            new("application without a user", App, null, null, []),
            new("application for owner", App, null, users["owner"].Login, users["owner"].Owners),
            new("application for twin", App, null, users["twin"].Login, users["twin"].Owners),
            new("worker", Worker, "unified_media_worker", null, []),
            new("worker without its role", Worker, null, null, []),
        ];
        var count = 0;
        Items =
        [
            .. from holder in Holders
               from visibility in Visibilities
               from state in Enum.GetValues<ItemState>()
               select new Item(NumberedId(0xe, ++count), holder, users[holder].Owners[0], visibility, state),
        ];
        foreach (var item in Items)
        {
            await Database.ExecuteAsync(InsertSql(item), cancellationToken);
        }
    }

    private static string InsertSql(Item item)
    {
        var state = item.State is ItemState.Confirmed or ItemState.Ready ? "ready" : item.State.ToString().ToLowerInvariant();
        var nextTry = state == "ready" ? "NULL" : "now()";
        var ledger =
            $"""
            INSERT INTO unified_media.objects (
                media_id, attempt, owner_user_id, bucket, key, state, mime_type, size_bytes, sha256, lease_until, next_try_at)
            VALUES (
                '{item.Id}', 1, '{item.Owner}', '{Item.Bucket}', '{item.Key}', '{state}', 'image/png', 5, '\x05', now() + interval '1 h', {nextTry});
            """;
        var row =
            $$"""
            INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility, metadata)
            VALUES (
                '{{item.Id}}', '{{item.Owner}}', 'image', '{{Item.Bucket}}', '{{item.Key}}', '{{item.Visibility}}',
                '{"title": "sea", "tags": ["a"]}');
            """;
        var thumb =
            $"""
            INSERT INTO unified_media.objects (media_id, role, attempt, owner_user_id, bucket, key, state, lease_until, next_try_at)
            VALUES (
                '{item.Id}', 'thumb', 1, '{item.Owner}', '{Item.Bucket}', '{item.Key}.thumb', 'pending', now() + interval '1 h',
                now() + interval '1 h');
            """;
        return item.State switch
        {
            ItemState.Absent => "SELECT",
            ItemState.Ready => ledger + row + thumb,
            ItemState.Confirmed => ledger + thumb,
            ItemState.WithoutLedger => row,
            _ => ledger,
        };
    }
}
