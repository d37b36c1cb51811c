namespace Unified.Media.Testing;

/// <summary>
/// Two or three operations at once, one driver call at a time, in every possible order: whatever the order, nothing that was acknowledged
/// is
/// lost, nothing that was deleted comes back, and nothing is left over.
/// </summary>
/// <typeparam name="THarness">The system under test.</typeparam>
public abstract class ProtocolInterleavingTests<THarness>
    where THarness : MediaSystemHarness, new()
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The deleter deletes what it can see when its turn comes.</summary>
    [Fact]
    public Task Upload_sweep_and_delete() => AssertEveryOrderAsync(
        (run, _) => Upload(run, null),
        (run, _) => Sweep(run),
        (run, _) => MediaRun.TryAsync(() => run.DeleteAllAsync(Token)));

    /// <summary>The janitor may find any lease expired at any moment.</summary>
    [Fact]
    public Task Upload_and_janitor_with_expired_leases() => AssertEveryOrderAsync(
        (run, _) => Upload(run, null),
        (run, time) => Janitor(run, time),
        (run, time) => Janitor(run, time));

    /// <summary>One of two uploads takes the other's attempt over.</summary>
    [Fact]
    public Task Two_uploads_with_one_idempotency_key() => AssertEveryOrderAsync(
        (run, _) => Upload(run, "key"),
        (run, _) => Upload(run, "key"));

    /// <summary>The same, while leases expire.</summary>
    [Fact]
    public Task Two_uploads_with_one_idempotency_key_and_the_janitor() => AssertEveryOrderAsync(
        (run, _) => Upload(run, "key"),
        (run, _) => Upload(run, "key"),
        (run, time) => Janitor(run, time));

    /// <summary>Two deletions of one item, and the janitor.</summary>
    [Fact]
    public Task Two_deletes_and_the_janitor() => AssertEveryOrderAsync(
        async run => await run.UploadAsync(null, SourceType.Upload, Token),
        (run, _) => MediaRun.TryAsync(() => run.DeleteAllAsync(Token)),
        (run, _) => MediaRun.TryAsync(() => run.DeleteAllAsync(Token)),
        (run, time) => Janitor(run, time));

    /// <summary>A deletion of two items whose objects go together, and the janitor.</summary>
    [Fact]
    public Task A_delete_of_two_together_and_the_janitor() => AssertEveryOrderAsync(
        async run =>
        {
            await run.UploadAsync(null, SourceType.Upload, Token);
            await run.UploadAsync(null, SourceType.Upload, Token);
        },
        (run, _) => MediaRun.TryAsync(() => run.DeleteTogetherAsync(Token)),
        (run, time) => Janitor(run, time));

    private static Task Upload(MediaRun run, string? key) => MediaRun.TryAsync(() => run.UploadAsync(key, SourceType.Upload, Token));

    private static Task Janitor(MediaRun run, ManualTime time) => MediaRun.TryAsync(() =>
    {
        time.Advance(TimeSpan.FromHours(1));
        return run.Janitor.RunAsync(Token);
    });

    private static Task Sweep(MediaRun run) => MediaRun.TryAsync(async () =>
    {
        var plan = await run.Sweeper.PlanAsync(Token);
        await run.Sweeper.SweepAsync(plan, cancellationToken: Token);
    });

    private static Task AssertEveryOrderAsync(params Func<MediaRun, ManualTime, Task>[] actors) =>
        AssertEveryOrderAsync(_ => Task.CompletedTask, actors);

    private static async Task AssertEveryOrderAsync(Func<MediaRun, Task> arrange, params Func<MediaRun, ManualTime, Task>[] actors)
    {
        await using var harness = new THarness();
        var time = new ManualTime();
        var system = await harness.CreateAsync(time, Token);
        var random = new Random(20261123);
        List<int>? schedule = [];
        for (var runs = 0; schedule is not null && runs < harness.MaxSchedules; runs++)
        {
            Token.ThrowIfCancellationRequested();
            var turns = await RunAsync(harness, system, time, arrange, actors, schedule);
            schedule = harness.MaxSchedules == int.MaxValue ? Next(turns.Taken) : Draw(turns.Taken, random);
        }
    }

    private static async Task<TurnTaking> RunAsync(
        MediaSystemHarness harness, MediaSystem system, ManualTime time, Func<MediaRun, Task> arrange, Func<MediaRun, ManualTime, Task>[] actors,
        List<int> schedule)
    {
        var turns = new TurnTaking(schedule);
        var decorated = new MediaSystem(new TurnTakingObjectStore(system.Objects, turns), new TurnTakingMediaCatalog(system.Catalog, turns));
        await using var run = new MediaRun(system, decorated, await harness.NewUserAsync(Token), time);
        await arrange(run);
        await turns.RunAsync([.. actors.Select(actor => (Func<Task>)(() => actor(run, time)))]);
        await run.AssertConsistentAsync($"schedule [{string.Join(',', turns.Taken.Select(taken => taken.Choice))}]", Token);
        return turns;
    }

    // The next schedule in counting order: the last step that had another choice takes it, and everything after it begins anew.
    private static List<int>? Next(List<(int Choice, int Choices)> taken)
    {
        for (var step = taken.Count - 1; step >= 0; step--)
        {
            if (taken[step].Choice + 1 < taken[step].Choices)
            {
                return [.. taken.Take(step).Select(earlier => earlier.Choice), taken[step].Choice + 1];
            }
        }

        return null;
    }

    private static List<int> Draw(List<(int Choice, int Choices)> taken, Random random)
    {
        var step = random.Next(taken.Count);
        return [.. taken.Take(step).Select(earlier => earlier.Choice), random.Next(taken[step].Choices)];
    }
}
