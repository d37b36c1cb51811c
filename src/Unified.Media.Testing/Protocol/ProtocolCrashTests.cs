namespace Unified.Media.Testing;

/// <summary>
/// Injects every fault into every driver call of each scenario, alone and in pairs, and simulates a crash of the process at every call. After the
/// janitor and the sweeper have run, no acknowledged upload is lost, no deleted item is listed, and no object without an item exists.
/// </summary>
/// <typeparam name="THarness">The harness of the drivers under test.</typeparam>
public abstract class ProtocolCrashTests<THarness>
    where THarness : MediaSystemHarness, new()
{
    private const int MaxCalls = 100;
    private const int MaxCleanupCalls = 4;

    private static readonly Fault[] Faults =
        [Fault.BeforeCall, Fault.AfterCall, Fault.OutcomeUnknown, Fault.CancelledBeforeCall, Fault.CancelledAfterCall];

    private static readonly Dictionary<string, Func<ScenarioRun, Task>> Scenarios = new()
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
            await ScenarioRun.TryAsync(() => run.Janitor.RunAsync(Token));
            await Upload(run, "key");
        },
        ["two uploads, deleted together, janitor"] = async run =>
        {
            await Upload(run, null);
            await Upload(run, null);
            await ScenarioRun.TryAsync(() => run.DeleteTogetherAsync(Token));
            await ScenarioRun.TryAsync(() => run.Janitor.RunAsync(Token));
        },
        ["upload, sweep, delete"] = async run =>
        {
            await Upload(run, null);
            await ScenarioRun.TryAsync(async () => await run.Sweeper.SweepAsync(await run.Sweeper.PlanAsync(Token), cancellationToken: Token));
            await DeleteAll(run);
        },
    };

    /// <summary>The scenarios by name.</summary>
    public static TheoryData<string> Names => [.. Scenarios.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_can_fail_in_every_way(string scenario)
    {
        await using var system = await StartAsync();
        var calls = (await system.RunAsync(scenario, new FaultPlan())).Count;

        foreach (var call in Enumerable.Range(1, calls))
        {
            foreach (var fault in Faults)
            {
                await system.RunAsync(scenario, new FaultPlan().At(call, fault), $"{fault} at {call}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_pair_of_calls_can_fail_in_every_way(string scenario)
    {
        await using var system = await StartAsync();
        var calls = (await system.RunAsync(scenario, new FaultPlan())).Count;

        // The first fault causes cleanup calls, in which the second fault may occur.
        var pairs =
            from firstCall in Enumerable.Range(1, calls)
            from firstFault in Faults
            from secondCall in Enumerable.Range(firstCall + 1, calls + MaxCleanupCalls - firstCall)
            from secondFault in Faults
            select (firstCall, firstFault, secondCall, secondFault);

        foreach (var (firstCall, firstFault, secondCall, secondFault) in system.Sample(pairs))
        {
            await system.RunAsync(
                scenario,
                new FaultPlan().At(firstCall, firstFault).At(secondCall, secondFault),
                $"{firstFault} at {firstCall}, {secondFault} at {secondCall}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Process_can_crash_before_and_after_every_call(string scenario)
    {
        await using var system = await StartAsync();
        var calls = (await system.RunAsync(scenario, new FaultPlan())).Count;

        foreach (var call in Enumerable.Range(1, calls))
        {
            await system.RunAsync(scenario, CrashFrom(call, new FaultPlan()), $"crash before {call}");
            await system.RunAsync(scenario, CrashFrom(call + 1, new FaultPlan().At(call, Fault.AfterCall)), $"crash after {call}");
        }
    }

    /// <summary>Tests a put that completes after the client has timed out. Only the sweeper finds its object.</summary>
    [Fact]
    public async Task Delayed_put_leaves_no_object()
    {
        await using var system = await StartAsync();

        await system.RunDelayedPutAsync();
    }

    private static FaultPlan CrashFrom(int call, FaultPlan plan) =>
        Enumerable.Range(call, MaxCalls).Aggregate(plan, (crashPlan, failedCall) => crashPlan.At(failedCall, Fault.BeforeCall));

    private static Task Upload(ScenarioRun run, string? key) => ScenarioRun.TryAsync(() => run.UploadAsync(key, SourceType.Upload, Token));

    private static Task DeleteAll(ScenarioRun run) => ScenarioRun.TryAsync(() => run.DeleteAllAsync(Token));

    private static async Task<FaultySystem> StartAsync()
    {
        var harness = new THarness();
        var time = new ManualTimeProvider();
        return new(harness, await harness.CreateAsync(time, Token), time);
    }

    private sealed class FaultySystem(MediaSystemHarness harness, MediaSystem system, ManualTimeProvider time) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<string>> RunAsync(string scenario, FaultPlan plan, string context = "no fault")
        {
            var faulty = new MediaSystem
            {
                Objects = new FaultyObjectStore(system.Objects, plan),
                Catalog = new FaultyMediaCatalog(system.Catalog, plan),
            };
            await using var run = new ScenarioRun(system, faulty, await harness.CreateUserAsync(Token), time);
            await Scenarios[scenario](run);
            await run.AssertConsistentAsync($"{scenario}; {context}; calls: {string.Join(", ", plan.ObservedCalls)}", Token);
            return plan.ObservedCalls;
        }

        public async Task RunDelayedPutAsync()
        {
            var delayed = new DelayedWriteObjectStore(system.Objects);
            await using var run = new ScenarioRun(system, system with { Objects = delayed }, await harness.CreateUserAsync(Token), time);
            delayed.DelayNextPut();
            await Upload(run, "key");
            await Upload(run, "key");
            await ScenarioRun.TryAsync(() => run.Janitor.RunAsync(Token));
            Assert.Equal(1, await delayed.CompleteDelayedPutsAsync(Token));
            await run.AssertConsistentAsync("delayed put", Token);
        }

        /// <summary>Returns all cases, or a random sample of the size that the harness allows.</summary>
        public IEnumerable<T> Sample<T>(IEnumerable<T> cases)
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
