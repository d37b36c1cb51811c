using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_reports_no_problems_for_a_healthy_database()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Supabase, TestContext.Current.CancellationToken);
        await TestItems.AddAsync(database);

        var run = await ToolRun.OnAsync(database, "doctor", "--json");

        Assert.Equal("ok", run.ExpectExitCode(0).Result.GetProperty("state").GetString());
        var text = (await ToolRun.OnAsync(database, "doctor")).ExpectExitCode(0);
        Assert.Contains("0 problems, 0 warnings", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema_pending", 1, "delete from unified_media.schema_journal where step = 190")]
    [InlineData("schema_refused", 2, "update unified_media.schema_journal set checksum = repeat('0', 64) where step = 20")]
    [InlineData("schema_newer", 1, "update unified_media.schema_journal set step = 9999, name = '9999_later' where step = 190; insert "
        + "into unified_media.schema_journal (module, step, name, kind, checksum, names, state, started_at) "
            + "select module, 190, '0190_view', kind, checksum, names, state, started_at from unified_media.schema_journal where step = 9999")]
    [InlineData("row_security_off", 2, "alter table public.media disable row level security")]
    [InlineData("row_security_off", 2, "alter table unified_media.media_tags disable row level security")]
    [InlineData("table_writable", 2, "grant insert on unified_media.objects to authenticated")]
    [InlineData("table_writable", 2, "grant update (value) on unified_media.settings to anon")]
    [InlineData("table_truncatable", 2, "grant truncate on public.media to anon")]
    [InlineData("function_callable", 2, "grant execute on function unified_media.mark_deleted_as_service(uuid, timestamptz) to authenticated")]
    [InlineData("function_callable", 2, "grant execute on function unified_media.get_catalog_id() to public")]
    [InlineData("function_bypasses_row_security", 2, "create function public.all_media() returns setof public.media language sql security "
        + "definer as 'select * from public.media'")]
    [InlineData("view_bypasses_row_security", 2, "create view public.everything as select * from public.media; grant select on "
        + "public.everything to anon")]
    [InlineData("view_bypasses_row_security", 2, "create view public.inner_view as select id, path from public.media; create view "
        + "public.outer_view as select * from public.inner_view; grant select on public.outer_view to authenticated")]
    [InlineData("view_bypasses_row_security", 2, "create materialized view public.copied as select * from public.media; grant select on "
        + "public.copied to anon")]
    [InlineData("private_rows_visible", 2, "create policy leak on public.media for select to anon using (true)")]
    [InlineData(
        "private_rows_visible", 2, "create policy leak on public.media for select to authenticated using (owner_user_id is not null)")]
    [InlineData("private_items_in_public_bucket", 2, "insert into storage.buckets (id, name, public) values ('user-media', "
        + "'user-media', true) on conflict (id) do update set public = true")]
    [InlineData("index_invalid", 1, "update pg_catalog.pg_index set indisvalid = false where indexrelid = "
        + "'public.unified_media_title_idx'::regclass")]
    [InlineData("item_without_object", 2, "update unified_media.objects set state = 'deleting'")]
    [InlineData("object_without_item", 1, "set session_replication_role = replica; delete from public.media")]
    [InlineData("object_without_item", 1, "insert into unified_media.objects (media_id, role, attempt, owner_user_id, bucket, key, state) "
        + "values (gen_random_uuid(), 'poster', 1, gen_random_uuid(), 'b', 'k', 'ready')")]
    [InlineData("janitor_idle", 1, "insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, "
        + "next_try_at) values (gen_random_uuid(), 1, gen_random_uuid(), 'b', 'k', 'pending', now() - interval '2 days')")]
    [InlineData("object_delete_fails", 1, "insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, "
        + "next_try_at, claims) values (gen_random_uuid(), 1, gen_random_uuid(), 'b', 'k', 'deleting', now() + interval '1 hour', 9)")]
    [InlineData("owner_ambiguous", 1, Profiles + "insert into public.users_profile values (gen_random_uuid(), "
        + "'00000000-0000-4000-8000-000000000001'), (gen_random_uuid(), '00000000-0000-4000-8000-000000000001')")]
    [InlineData("owner_unknown", 1, Profiles)]
    [InlineData("owner_without_profile", 1, Profiles + "create table public.user_media (id uuid, user_id uuid); alter table "
        + "public.user_media enable row level security; insert into public.user_media values (gen_random_uuid(), gen_random_uuid())")]
    public async Task Doctor_finds_a_problem_of_the_database(string code, int exitCode, string change)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Supabase, TestContext.Current.CancellationToken);
        await TestItems.AddAsync(database);
        await database.ExecuteAsync(change, TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database, "doctor", "--json");

        Assert.Contains(code, Codes(run.ExpectExitCode(exitCode)));
        var text = (await ToolRun.OnAsync(database, "doctor")).ExpectExitCode(exitCode);
        Assert.Contains($"{code}: ", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role_sees_everything", 2, "alter role {0}_authenticated bypassrls")]
    [InlineData("role_cannot_log_in", 1, "alter role {0}_app nologin")]
    [InlineData("membership_missing", 2, "revoke {0}_anon from {0}_app")]
    [InlineData("role_over_privileged", 2, "grant {0}_service to {0}_app")]
    [InlineData("role_over_privileged", 2, "grant {0}_worker to {0}_app")]
    [InlineData("role_inherits", 2, "alter role {0}_app inherit")]
    [InlineData("role_missing", 1, "drop owned by {0}_worker; drop role {0}_worker")]
    public async Task Doctor_finds_a_problem_of_the_roles(string code, int exitCode, string change)
    {
        var prefix = $"d{Guid.CreateVersion7():N}"[..24];
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        var runner = new ToolRunner { Connection = database.ConnectionString, Variables = RoleNames(prefix) };
        (await runner.RunAsync("schema", "up")).ExpectExitCode(0);
        await database.ExecuteAsync($"alter role {prefix}_app login", TestContext.Current.CancellationToken);
        (await runner.RunAsync("doctor")).ExpectExitCode(0);
        await database.ExecuteAsync(change.Replace("{0}", prefix, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = await runner.RunAsync("doctor", "--json");

        Assert.Contains(code, Codes(run.ExpectExitCode(exitCode)));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(10, 1)]
    [InlineData(-120, 2)]
    public async Task Doctor_finds_clock_skew(double seconds, int exitCode)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);

        var run = await new ToolRunner { Connection = database.ConnectionString, Time = new OffsetTimeProvider(TimeSpan.FromSeconds(seconds)) }
            .RunAsync("doctor", "--json");

        Assert.Equal(exitCode > 0, Codes(run.ExpectExitCode(exitCode)).Contains("clock_skew"));
    }

    [Fact]
    public async Task Doctor_finds_a_read_only_server()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync($"{database.ConnectionString};Options=-c default_transaction_read_only=on", "doctor", "--json");

        Assert.Contains("server_read_only", Codes(run.ExpectExitCode(2)));
    }

    [Fact]
    public async Task Doctor_reports_a_missing_schema_of_an_empty_database()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database, "doctor", "--json");

        Assert.Contains("schema_missing", Codes(run.ExpectExitCode(1)));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Doctor_runs_every_check_on_legacy_tables_without_the_schema(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(
            DatabaseTemplate.LegacyRows[shape], TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database, "doctor", "--json");

        Assert.Contains("schema_missing", Codes(run));
        Assert.DoesNotContain("check_failed", Codes(run));
    }

    [Fact]
    public async Task Doctor_changes_nothing()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        const string Written = "select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint from pg_stat_user_tables";
        await database.ExecuteAsync("select pg_stat_force_next_flush()", TestContext.Current.CancellationToken);
        var before = await database.ScalarAsync<long>(Written, TestContext.Current.CancellationToken);

        await ToolRun.OnAsync($"{database.ConnectionString};Options=-c default_transaction_read_only=on", "doctor");
        var run = await ToolRun.OnAsync(database, "doctor", "--json");

        Assert.DoesNotContain("check_failed", Codes(run));
        Assert.Equal(before, await database.ScalarAsync<long>(Written, TestContext.Current.CancellationToken));
    }

    private const string Profiles =
        "create table public.users_profile (id uuid primary key, user_id uuid); alter table public.users_profile enable row level "
            + "security; update unified_media.settings set value = 'true' where key = 'owners_are_profiles'; ";

    private static Dictionary<string, string> RoleNames(string prefix) => new()
    {
        ["Media__PostgresNames__AnonymousRole"] = $"{prefix}_anon",
        ["Media__PostgresNames__AuthenticatedRole"] = $"{prefix}_authenticated",
        ["Media__PostgresNames__ServiceRole"] = $"{prefix}_service",
        ["Media__PostgresNames__WorkerRole"] = $"{prefix}_worker",
        ["Media__PostgresNames__ApplicationRole"] = $"{prefix}_app",
    };

    private static IReadOnlyList<string?> Codes(ToolRun run) =>
    [
        .. run.Result.GetProperty("checks").EnumerateArray()
            .SelectMany(check => check.GetProperty("findings").EnumerateArray())
            .Select(finding => finding.GetProperty("code").GetString()),
    ];
}
