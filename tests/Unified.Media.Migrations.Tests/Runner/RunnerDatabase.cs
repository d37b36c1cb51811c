using Microsoft.Extensions.Logging;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>A database and small steps for tests of the runner.</summary>
internal sealed class RunnerDatabase : IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _sources = [];

    private RunnerDatabase(FreshDatabase database) => Database = database;

    public FreshDatabase Database { get; }

    public RecordedLogs Logs { get; } = new();

    public static (string FileName, string Text)[] Steps { get; } =
    [
        ("0010_marks.sql", "create table {{schema}}.marks (id int generated always as identity, step text, done boolean not null default false);"
            + "insert into {{schema}}.marks (step) select 'once' from generate_series(1, 100)"),
        ("0020_double.repeatable.sql", "insert into {{schema}}.marks (step, done) values ('repeatable', true);"
            + "create or replace function {{schema}}.double(n int) returns int language sql as $body$ select 2 * n $body$;"),
        ("0030_finish.batch.sql", "update {{schema}}.marks set done = true where id in (select id from {{schema}}.marks where not done limit 30)"),
        ("0040_index.concurrent.sql", "create index concurrently if not exists marks_step_idx on {{schema}}.marks (step)\n-- step\n"
            + "create unique index concurrently if not exists marks_id_idx on {{schema}}.marks (id)"),
    ];

    public static async Task<RunnerDatabase> OpenAsync(DatabaseTemplate? template = null) =>
        new(await FreshDatabase.CreateAsync(template, TestContext.Current.CancellationToken));

    public UnifiedMediaSchema Schema(params (string FileName, string Text)[] steps) => Schema(null, null, steps);

    public UnifiedMediaSchema Schema(string? connectionString, SchemaOptions? options, params (string FileName, string Text)[] steps) =>
        Schema(connectionString, null, options, steps);

    public UnifiedMediaSchema Schema(
        string? connectionString, PostgresSchemaNames? names, SchemaOptions? options, params (string FileName, string Text)[] steps)
    {
        var source = NpgsqlDataSource.Create(connectionString ?? Database.ConnectionString);
        _sources.Add(source);
        var module = SchemaModule.FromFiles(SchemaModule.CoreName, steps.Length == 0 ? Steps : steps);
        return new(source, [module], names, options, LoggerFactory.Create(logging => logging.AddProvider(Logs)));
    }

    /// <summary>Waits until a session of this database matches a condition on pg_stat_activity.</summary>
    public Task WaitForAsync(string condition) => Database.WaitForSessionAsync(condition, TestContext.Current.CancellationToken);

    public async Task AssertNoLocksAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
            + "(SELECT oid FROM pg_database WHERE datname = current_database())", cancellationToken));
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT count(*) FROM unified_media.schema_lock", cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
