namespace Unified.Media.Testing;

/// <summary>
/// Every driver call of a scenario fails in every way, alone and in pairs, and the process dies at every call: whatever happens, nothing
/// that was
/// acknowledged is lost, nothing that was deleted comes back, and nothing is left over once janitor and sweeper have run.
/// </summary>
/// <typeparam name="THarness">The system under test.</typeparam>
public abstract class ProtocolCrashTests<THarness>
    where THarness : MediaSystemHarness, new()
{
    private const int MoreThanAllCalls = 100;
    private const int MoreCallsAfterFault = 4;

    private static readonly Fault[] Faults = [Fault.BeforeCall, Fault.AfterCall, Fault.Unknown, Fault.Cancelled, Fault.CancelledAfter];

    private static readonly Dictionary<string, Func<MediaRun, Task>> Scenarios = new()
    {
        ["upload"] = run => Upload(run, null),
        ["upload, repeated with its key"] = async run =>
        {
            await Upload(run, "key");
            await Upload(run, "key");
        },
        ["upload, delete"] = async run =>
        {
            await Upload(run, null);
            await DeleteAll(run);
        },
        ["upload, delete, repeat of both with the key"] = async run =>
        {
            await Upload(run, "key");
            await DeleteAll(run);
            await Upload(run, "key");
            await DeleteAll(run);
        },
        ["upload, janitor, repeat with the key"] = async run =>
        {
            await Upload(run, "key");
            await MediaRun.TryAsync(() => run.Janitor.RunAsync(Token));
            await Upload(run, "key");
        },
        ["two uploads, deleted together, janitor"] = async run =>
        {
            await Upload(run, null);
            await Upload(run, null);
            await MediaRun.TryAsync(() => run.DeleteTogetherAsync(Token));
            await MediaRun.TryAsync(() => run.Janitor.RunAsync(Token));
        },
        ["upload, sweep, delete"] = async run =>
        {
            await Upload(run, null);
            await MediaRun.TryAsync(async () => await run.Sweeper.SweepAsync(await run.Sweeper.PlanAsync(Token), cancellationToken: Token));
            await DeleteAll(run);
        },
    };

    /// <summary>The scenarios by name.</summary>
    public static TheoryData<string> Names => [.. Scenarios.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_fails_in_every_way(string scenario)
    {
        await using var system = await StartAsync();
        var calls = (await system.RunAsync(scenario, new FaultPlan())).Count;

        foreach (var point in Enumerable.Range(1, calls))
        {
            foreach (var fault in Faults)
            {
                await system.RunAsync(scenario, new FaultPlan().At(point, fault), $"{fault} at {point}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_two_calls_fail_in_every_two_ways(string scenario)
    {
        await using var system = await StartAsync();
        var calls = (await system.RunAsync(scenario, new FaultPlan())).Count;

        // The first fault makes more calls, those of cleaning up: the second may hit them too.
        var pairs =
            from first in Enumerable.Range(1, calls)
            from fault in Faults
            from next in Enumerable.Range(first + 1, calls + MoreCallsAfterFault - first)
            from second in Faults
            select (first, fault, next, second);

        foreach (var (first, fault, next, second) in system.Draw(pairs))
        {
            await system.RunAsync(scenario, new FaultPlan().At(first, fault).At(next, second), $"{fault} at {first}, {second} at {next}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_process_dies_before_and_after_every_call(string scenario)
    {
        await using var system = await StartAsync();
        var calls = (await system.RunAsync(scenario, new FaultPlan())).Count;

        foreach (var point in Enumerable.Range(1, calls))
        {
            await system.RunAsync(scenario, DiesFrom(point, new FaultPlan()), $"dead before {point}");
            await system.RunAsync(scenario, DiesFrom(point + 1, new FaultPlan().At(point, Fault.AfterCall)), $"dead after {point}");
        }
    }

    /// <summary>A put that is reported failed and lands when everything else is over: only the sweeper can know.</summary>
    [Fact]
    public async Task A_put_that_lands_after_it_was_reported_failed_leaves_nothing()
    {
        await using var system = await StartAsync();

        await system.RunLateAsync();
    }

    private static FaultPlan DiesFrom(int point, FaultPlan plan) =>
        Enumerable.Range(point, MoreThanAllCalls).Aggregate(plan, (dead, next) => dead.At(next, Fault.BeforeCall));

    private static Task Upload(MediaRun run, string? key) => MediaRun.TryAsync(() => run.UploadAsync(key, SourceType.Upload, Token));

    private static Task DeleteAll(MediaRun run) => MediaRun.TryAsync(() => run.DeleteAllAsync(Token));

    private static async Task<FaultySystem> StartAsync()
    {
        var harness = new THarness();
        var time = new ManualTime();
        return new(harness, await harness.CreateAsync(time, Token), time);
    }

    private sealed class FaultySystem(MediaSystemHarness harness, MediaSystem system, ManualTime time) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<string>> RunAsync(string scenario, FaultPlan plan, string what = "no fault")
        {
            var faulty = new MediaSystem(new FaultyObjectStore(system.Objects, plan), new FaultyMediaCatalog(system.Catalog, plan));
            await using var run = new MediaRun(system, faulty, await harness.NewUserAsync(Token), time);
            await Scenarios[scenario](run);
            await run.AssertConsistentAsync($"{scenario}; {what}; calls: {string.Join(", ", plan.Observed)}", Token);
            return plan.Observed;
        }

        public async Task RunLateAsync()
        {
            var late = new LateObjectStore(system.Objects);
            await using var run = new MediaRun(system, system with { Objects = late }, await harness.NewUserAsync(Token), time);
            late.DelayNextPut();
            await Upload(run, "key");
            await Upload(run, "key");
            await MediaRun.TryAsync(() => run.Janitor.RunAsync(Token));
            Assert.Equal(1, await late.LandAsync(Token));
            await run.AssertConsistentAsync("late put", Token);
        }

        /// <summary>All cases, or as many evenly drawn ones as the harness allows.</summary>
        public IEnumerable<T> Draw<T>(IEnumerable<T> cases)
        {
            T[] all = [.. cases];
            if (all.Length > harness.MaxSchedules)
            {
                new Random(20261123).Shuffle(all);
            }

            return all.Take(harness.MaxSchedules);
        }

        public ValueTask DisposeAsync() => harness.DisposeAsync();
    }
}
