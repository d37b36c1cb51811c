namespace Unified.Media.Testing;

/// <summary>
/// Runs two or three concurrent operations in every possible order of their driver calls. In every order, no acknowledged upload is lost, no
/// deleted item is listed, and no object without an item exists at the end.
/// </summary>
/// <typeparam name="THarness">The harness of the drivers under test.</typeparam>
public abstract class ProtocolInterleavingTests<THarness>
    where THarness : MediaSystemHarness, new()
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The delete affects the items in the list at the time of the delete.</summary>
    [Fact]
    public Task Upload_sweep_and_delete() => AssertEveryOrderAsync(
        (run, _) => Upload(run, null),
        (run, _) => Sweep(run),
        (run, _) => ScenarioRun.TryAsync(() => run.DeleteAllAsync(Token)));

    /// <summary>The clock advances with each run of the janitor, so a lease can expire between any two calls.</summary>
    [Fact]
    public Task Upload_and_janitor_with_expired_leases() => AssertEveryOrderAsync(
        (run, _) => Upload(run, null),
        (run, time) => Janitor(run, time),
        (run, time) => Janitor(run, time));

    /// <summary>One upload takes over the attempt of the other.</summary>
    [Fact]
    public Task Two_uploads_with_one_idempotency_key() => AssertEveryOrderAsync(
        (run, _) => Upload(run, "key"),
        (run, _) => Upload(run, "key"));

    /// <summary>One upload takes over the attempt of the other while leases expire.</summary>
    [Fact]
    public Task Two_uploads_with_one_idempotency_key_and_the_janitor() => AssertEveryOrderAsync(
        (run, _) => Upload(run, "key"),
        (run, _) => Upload(run, "key"),
        (run, time) => Janitor(run, time));

    /// <summary>Two deletes of one item run with the janitor.</summary>
    [Fact]
    public Task Two_deletes_and_the_janitor() => AssertEveryOrderAsync(
        async run => await run.UploadAsync(null, SourceType.Upload, Token),
        (run, _) => ScenarioRun.TryAsync(() => run.DeleteAllAsync(Token)),
        (run, _) => ScenarioRun.TryAsync(() => run.DeleteAllAsync(Token)),
        (run, time) => Janitor(run, time));

    /// <summary>A batch delete of two items runs with the janitor.</summary>
    [Fact]
    public Task Batch_delete_and_the_janitor() => AssertEveryOrderAsync(
        async run =>
        {
            await run.UploadAsync(null, SourceType.Upload, Token);
            await run.UploadAsync(null, SourceType.Upload, Token);
        },
        (run, _) => ScenarioRun.TryAsync(() => run.DeleteTogetherAsync(Token)),
        (run, time) => Janitor(run, time));

    private static Task Upload(ScenarioRun run, string? key) => ScenarioRun.TryAsync(() => run.UploadAsync(key, SourceType.Upload, Token));

    private static Task Janitor(ScenarioRun run, ManualTimeProvider time) => ScenarioRun.TryAsync(() =>
    {
        time.Advance(TimeSpan.FromHours(1));
        return run.Janitor.RunAsync(Token);
    });

    private static Task Sweep(ScenarioRun run) => ScenarioRun.TryAsync(async () =>
    {
        var plan = await run.Sweeper.PlanAsync(Token);
        await run.Sweeper.SweepAsync(plan, cancellationToken: Token);
    });

    private static Task AssertEveryOrderAsync(params Func<ScenarioRun, ManualTimeProvider, Task>[] actors) =>
        AssertEveryOrderAsync(_ => Task.CompletedTask, actors);

    private static async Task AssertEveryOrderAsync(Func<ScenarioRun, Task> arrange, params Func<ScenarioRun, ManualTimeProvider, Task>[] actors)
    {
        await using var harness = new THarness();
        var time = new ManualTimeProvider();
        var system = await harness.CreateAsync(time, Token);
        var random = new Random(20261123);
        List<int>? schedule = [];
        for (var runs = 0; schedule is not null && runs < harness.MaxSchedules; runs++)
        {
            Token.ThrowIfCancellationRequested();
            var scheduler = await RunAsync(harness, system, time, arrange, actors, schedule);
            schedule = harness.MaxSchedules == int.MaxValue ? Next(scheduler.Steps) : Sample(scheduler.Steps, random);
        }
    }

    private static async Task<DeterministicScheduler> RunAsync(
        MediaSystemHarness harness,
        MediaSystem system,
        ManualTimeProvider time,
        Func<ScenarioRun, Task> arrange,
        Func<ScenarioRun, ManualTimeProvider, Task>[] actors,
        List<int> schedule)
    {
        var scheduler = new DeterministicScheduler(schedule);
        var decorated = new MediaSystem
        {
            Objects = new ScheduledObjectStore(system.Objects, scheduler),
            Catalog = new ScheduledMediaCatalog(system.Catalog, scheduler),
        };
        await using var run = new ScenarioRun(system, decorated, await harness.CreateUserAsync(Token), time);
        await arrange(run);
        await scheduler.RunAsync([.. actors.Select(actor => (Func<Task>)(() => actor(run, time)))]);
        await run.AssertConsistentAsync($"schedule [{string.Join(',', scheduler.Steps.Select(step => step.Choice))}]", Token);
        return scheduler;
    }

    // Returns the next schedule in depth-first order: the last step that has a further choice takes it, and later steps take their first choice.
    private static List<int>? Next(List<(int Choice, int Choices)> steps)
    {
        for (var step = steps.Count - 1; step >= 0; step--)
        {
            if (steps[step].Choice + 1 < steps[step].Choices)
            {
                return [.. steps.Take(step).Select(earlier => earlier.Choice), steps[step].Choice + 1];
            }
        }

        return null;
    }

    private static List<int> Sample(List<(int Choice, int Choices)> steps, Random random)
    {
        var step = random.Next(steps.Count);
        return [.. steps.Take(step).Select(earlier => earlier.Choice), random.Next(steps[step].Choices)];
    }
}
