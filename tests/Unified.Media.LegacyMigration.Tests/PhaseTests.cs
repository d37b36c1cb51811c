using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

public sealed class PhaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> ShapesByRows => LegacyDatabases.ShapesByRows;

    [Theory]
    [MemberData(nameof(ShapesByRows))]
    public async Task Second_run_changes_nothing_and_rollback_restores_everything(string shape, bool generated)
    {
        await using var database = await LegacyDatabases.CreateAsync(shape, generated, Cancel);
        var legacy = database.Migration();
        var before = await database.SnapshotAllTablesAsync(Cancel);

        var plan = await legacy.PlanAsync(cancellationToken: Cancel);
        Assert.Equal(before, await database.SnapshotAllTablesAsync(Cancel));

        var first = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.True(first.IsComplete);
        Assert.True(first.Verification!.IsClean, first.Describe());
        Assert.Equal(plan.ToMigrate, first.Copied());
        Assert.Equal(0, first.Jobs.Sum(job => job.Failed));
        Assert.Equal(before.Take(2), await database.SnapshotOlderTablesAsync(Cancel));
        var migrated = await database.SnapshotAllTablesAsync(Cancel);

        var second = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.Equal(0, second.Written);
        Assert.Equal(migrated, await database.SnapshotAllTablesAsync(Cancel));
        Assert.Equal(first.Verification.Digest, second.Verification!.Digest);

        var back = await legacy.RollBackAsync(cancellationToken: Cancel);
        Assert.Equal(0, back.Kept);
        Assert.Equal(before, await database.SnapshotAllTablesAsync(Cancel));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM unified_media.objects", Cancel));
        Assert.Equal(LegacyPhase.RolledBack, (await legacy.GetStatusAsync(Cancel)).Phase);

        var third = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.Equal(first.Written, third.Written);
        Assert.True(third.Verification!.IsClean, third.Describe());
        Assert.Equal(first.Verification.Digest, third.Verification.Digest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Database_without_older_tables_has_nothing_to_migrate(bool hasModule)
    {
        await using var database = await FreshDatabase.CreateAsync(
            hasModule ? DatabaseTemplate.Empty.WithSchema() : DatabaseTemplate.Empty.WithCoreSchema(), Cancel);
        var legacy = database.Migration();

        Assert.Empty((await legacy.PlanAsync(cancellationToken: Cancel)).Tables);
        var run = await legacy.RunAsync(cancellationToken: Cancel);

        Assert.True(run.IsComplete);
        Assert.Equal(0, run.Written);
        Assert.True(run.Verification!.IsClean);
        Assert.Equal(run.Verification.Digest, (await legacy.VerifyAsync(cancellationToken: Cancel)).Digest);
        Assert.Empty(await legacy.GetProblemsAsync(cancellationToken: Cancel));
        Assert.False((await legacy.GetStatusAsync(Cancel)).IsRunning);
    }

    [Theory]
    [InlineData("Empty")]
    [InlineData("B")]
    public async Task Database_without_the_module_is_not_ready(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(
            shape == "Empty" ? DatabaseTemplate.Empty : DatabaseTemplate.LegacyRows[shape].WithCoreSchema(), Cancel);
        var legacy = database.Migration();

        foreach (var call in new Func<Task>[]
        {
            () => legacy.PlanAsync(cancellationToken: Cancel), () => legacy.RunAsync(cancellationToken: Cancel),
            () => legacy.VerifyAsync(cancellationToken: Cancel), () => legacy.GetStatusAsync(Cancel),
        })
        {
            Assert.Equal(LegacyErrorCode.NotReady, (await Assert.ThrowsAsync<MediaMigrationException>(call)).Code);
        }
    }

    [Fact]
    public async Task Finished_migration_cannot_be_rolled_back()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        var legacy = database.Migration();
        Assert.Equal(
            LegacyErrorCode.NotReady, (await Assert.ThrowsAsync<MediaMigrationException>(() => legacy.SwitchAsync(Cancel))).Code);
        await legacy.RunAsync(cancellationToken: Cancel);
        Assert.True(await database.ScalarAsync<bool>("SELECT unified_media.legacy_is_active()", Cancel));

        await legacy.SwitchAsync(Cancel);
        Assert.False(await database.ScalarAsync<bool>("SELECT unified_media.legacy_is_active()", Cancel));
        Assert.True(await legacy.SwitchBackAsync(Cancel));
        await legacy.SwitchAsync(Cancel);
        await legacy.FinishAsync(cancellationToken: Cancel);

        Assert.Equal(LegacyPhase.Finished, (await legacy.GetStatusAsync(Cancel)).Phase);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%unified_media_legacy%'", Cancel));
        Assert.Equal(
            LegacyErrorCode.Finished,
            (await Assert.ThrowsAsync<MediaMigrationException>(() => legacy.RollBackAsync(cancellationToken: Cancel))).Code);
        Assert.Equal(
            LegacyErrorCode.Finished,
            (await Assert.ThrowsAsync<MediaMigrationException>(() => legacy.RunAsync(cancellationToken: Cancel))).Code);

        // The host can drop the tables now.
        await database.ExecuteAsync("DROP TABLE playground_gallery; DROP TABLE user_media", Cancel);
        Assert.Equal(32, await database.ScalarAsync<long>("SELECT count(*) FROM media", Cancel));
    }

    [Fact]
    public async Task Pause_stops_after_a_batch_and_resume_continues()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel);
        var legacy = database.Migration(options =>
        {
            options.MaxBatchSize = 500;
            options.MinBatchSize = 100;
        });
        var paused = false;
        var run = await legacy.RunAsync(
            new ImmediateProgress<LegacyProgress>(progress =>
            {
                if (progress is { Stage: LegacyStage.Copying, Rows: > 1_000 } && !paused)
                {
                    paused = true;
                    legacy.PauseAsync(Cancel).GetAwaiter().GetResult();
                }
            }),
            Cancel);

        Assert.False(run.IsComplete);
        Assert.True((await legacy.GetStatusAsync(Cancel)).IsPaused);
        var copied = run.Jobs.Single(job => job.Job == "playground_gallery").Read;

        var rest = await legacy.ResumeAsync(cancellationToken: Cancel);
        Assert.True(rest.IsComplete);
        Assert.True(rest.Verification!.IsClean, rest.Describe());
        Assert.Equal(
            await database.ScalarAsync<long>("SELECT count(*) FROM playground_gallery", Cancel),
            copied + rest.Jobs.Single(job => job.Job == "playground_gallery").Read);
    }

    [Fact]
    public async Task Cancelled_run_stops_at_once_without_partial_batches()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel);
        var legacy = database.Migration();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var ran = legacy.RunAsync(
            new ImmediateProgress<LegacyProgress>(progress =>
            {
                if (progress is { Stage: LegacyStage.Copying, Rows: > 1_000 })
                {
                    stop.Cancel();
                }
            }),
            stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ran);

        // The lease was released, so the next run starts at once.
        var rest = await database.Migration(options => options.LeaseDuration = TimeSpan.FromMinutes(5)).RunAsync(cancellationToken: Cancel);
        Assert.True(rest.Verification!.IsClean, rest.Describe());
    }
}
