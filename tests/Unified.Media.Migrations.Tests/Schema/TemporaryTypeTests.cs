using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class TemporaryTypeTests
{
    private static readonly Guid Login = new("00000000-0000-4000-8000-0000000a0001");

    // PostgreSQL searches the temporary schema first for types, unless the search_path lists it. The check of a domain is code.
    private const string Traps =
        """
        CREATE FUNCTION pg_temp.trap(value text) RETURNS boolean LANGUAGE plpgsql AS $f$
        BEGIN
            IF current_user <> '{{role}}' THEN
                RAISE EXCEPTION 'the trap ran as %', current_user USING ERRCODE = 'TRAP1';
            END IF;
            RETURN true;
        END $f$;
        CREATE DOMAIN pg_temp.uuid AS pg_catalog.uuid CHECK (pg_temp.trap(value::pg_catalog.text));
        CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.trap(value));
        CREATE DOMAIN pg_temp.boolean AS pg_catalog.bool CHECK (pg_temp.trap(value::pg_catalog.text));
        CREATE DOMAIN pg_temp.jsonb AS pg_catalog.jsonb CHECK (pg_temp.trap(value::pg_catalog.text));
        CREATE DOMAIN pg_temp.timestamptz AS pg_catalog.timestamptz CHECK (pg_temp.trap(value::pg_catalog.text));
        CREATE DOMAIN pg_temp.tsquery AS pg_catalog.tsquery CHECK (pg_temp.trap(value::pg_catalog.text));
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> Calls => new MatrixTheoryData<string, string?, string>(
        ["plain", "B"],
        ["authenticated", "unified_media_app"],
        [
            "SELECT unified_media.get_my_owners()",
            "SELECT count(*) FROM public.media",
            "SELECT unified_media.find_owners('00000000-0000-4000-8000-0000000a0001'::pg_catalog.uuid)",
            "SELECT unified_media.get_catalog_id()",
            """
            SELECT * FROM unified_media.reserve((unified_media.get_my_owners())[1], '00000000-0000-4000-8000-0000000f0001'::pg_catalog.uuid,
                'original', 'user-media', 'enhanced/me', 'png', now() + interval '1 h', now(), NULL, NULL, false)
            """,
            "UPDATE public.media SET visibility = 'PRIVATE', metadata = '{\"title\": \"t\", \"tags\": [\"a\"]}'",
            "INSERT INTO public.media (owner_user_id, type, bucket, path, metadata) "
                + "VALUES ((unified_media.get_my_owners())[1], 'image', 'b', 'p', '{}')",
            "DELETE FROM public.media",
        ]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Temporary_types_of_a_user_execute_nothing_as_the_owner(string start, string? role, string call)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithSchema(), Cancel);
        await using var session = await RoleSession.BeginAsync(database.ConnectionString, role, Login, Cancel);
        await session.ExecuteAsync(Traps.Replace("{{role}}", role, StringComparison.Ordinal), Cancel);

        var outcome = await session.TryAsync(call, Cancel);

        Assert.NotEqual("TRAP1", outcome);
    }
}
