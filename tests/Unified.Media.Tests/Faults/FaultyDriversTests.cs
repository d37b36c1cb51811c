using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Faults;

public sealed class FaultyDriversTests
{
    private static readonly ObjectLocation Location = new("user-media", "uploads/u/images/a.png");

    private readonly InMemoryObjectStore _objects = new(TimeProvider.System);
    private readonly InMemoryMediaCatalog _catalog = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.None, true, null)]
    [InlineData(Fault.BeforeCall, false, false)]
    [InlineData(Fault.AfterCall, true, true)]
    [InlineData(Fault.OutcomeUnknown, false, true)]
    [InlineData(Fault.CancelledBeforeCall, false, null)]
    [InlineData(Fault.CancelledAfterCall, true, null)]
    public async Task Put_fails_as_planned(Fault fault, bool stored, bool? outcomeUnknown)
    {
        var faulty = new FaultyObjectStore(_objects, new FaultPlan().At(1, fault));

        var failure = await Record.ExceptionAsync(() => PutAsync(faulty));

        Assert.Equal(stored, await _objects.HeadAsync(Location, Cancel) is not null);
        Assert.Equal(outcomeUnknown, (failure as MediaProviderException)?.OutcomeUnknown);
        Assert.Equal(fault is Fault.CancelledBeforeCall or Fault.CancelledAfterCall, failure is OperationCanceledException);
        Assert.Equal(fault == Fault.None, failure is null);
    }

    [Theory]
    [InlineData(Fault.None, false, null)]
    [InlineData(Fault.BeforeCall, true, false)]
    [InlineData(Fault.AfterCall, false, true)]
    [InlineData(Fault.OutcomeUnknown, true, true)]
    [InlineData(Fault.CancelledBeforeCall, true, null)]
    [InlineData(Fault.CancelledAfterCall, false, null)]
    public async Task Batch_delete_fails_as_planned(Fault fault, bool isThere, bool? outcomeUnknown)
    {
        await PutAsync(_objects);
        var plan = new FaultPlan().At(1, fault);
        var faulty = new FaultyObjectStore(_objects, plan);

        var failure = await Record.ExceptionAsync(() => faulty.DeleteManyAsync([Location], Cancel));

        Assert.Equal(isThere, await _objects.HeadAsync(Location, Cancel) is not null);
        Assert.Equal(outcomeUnknown, (failure as MediaProviderException)?.OutcomeUnknown);
        Assert.Equal(fault is Fault.CancelledBeforeCall or Fault.CancelledAfterCall, failure is OperationCanceledException);
        Assert.Equal(["IObjectBatchDelete.DeleteManyAsync"], plan.ObservedCalls);
    }

    [Theory]
    [InlineData(Fault.BeforeCall)]
    [InlineData(Fault.AfterCall)]
    [InlineData(Fault.OutcomeUnknown)]
    public async Task Failed_reads_never_have_an_unknown_outcome(Fault fault)
    {
        await PutAsync(_objects);
        var plan = new FaultPlan().At(1, fault).At(2, fault).At(3, fault).At(4, fault);
        var faulty = new FaultyObjectStore(_objects, plan);
        var faultyCatalog = new FaultyMediaCatalog(_catalog, plan);

        Exception?[] failures =
        [
            await Record.ExceptionAsync(() => faulty.HeadAsync(Location, Cancel)),
            await Record.ExceptionAsync(() => faulty.OpenReadAsync(Location, null, Cancel)),
            await Record.ExceptionAsync(async () => await faulty.ListAsync("user-media", "", Cancel).CountAsync(Cancel)),
            await Record.ExceptionAsync(() => faultyCatalog.FindAsync(MediaUser.Service, [], Cancel)),
        ];

        Assert.All(failures, failure => Assert.False(Assert.IsType<MediaProviderException>(failure).OutcomeUnknown));
    }

    [Fact]
    public async Task Plan_numbers_the_calls_of_both_drivers()
    {
        var plan = new FaultPlan().At(3, Fault.BeforeCall);
        var faulty = new FaultyObjectStore(_objects, plan);
        var faultyCatalog = new FaultyMediaCatalog(_catalog, plan);

        await faultyCatalog.GetCatalogIdAsync(Cancel);
        await PutAsync(faulty);
        await Assert.ThrowsAsync<MediaProviderException>(() => faultyCatalog.PurgeAsync(TimeSpan.Zero, Cancel));
        await faulty.DeleteAsync(Location, Cancel);

        Assert.Equal(
            ["IMediaCatalog.GetCatalogIdAsync", "IObjectStore.PutAsync", "IMediaCatalog.PurgeAsync", "IObjectStore.DeleteAsync"],
            plan.ObservedCalls);
    }

    [Fact]
    public void Faulty_store_has_the_abilities_of_the_decorated_store()
    {
        IObjectStore faulty = new FaultyObjectStore(_objects, new());
        IObjectStore faultyPlain = new FaultyObjectStore(new WithoutAbilities(_objects), new());

        Assert.Same(faulty, faulty.GetAbility<IObjectListing>());
        Assert.Same(faulty, faulty.GetAbility<IObjectBatchDelete>());
        Assert.Null(faulty.GetAbility<IObjectUrls>());
        Assert.Null(faultyPlain.GetAbility<IObjectListing>());
        Assert.Null(faultyPlain.GetAbility<IObjectBatchDelete>());
        Assert.Same(_objects, new DelayedWriteObjectStore(_objects).GetAbility<IObjectBatchDelete>());
    }

    [Fact]
    public async Task Delayed_put_completes_on_demand()
    {
        var late = new DelayedWriteObjectStore(_objects);
        late.DelayNextPut();

        var failure = await Assert.ThrowsAsync<MediaProviderException>(() => PutAsync(late));

        Assert.True(failure.OutcomeUnknown);
        Assert.Null(await late.HeadAsync(Location, Cancel));
        Assert.Equal(1, late.PendingPuts);
        Assert.Equal(1, await late.CompleteDelayedPutsAsync(Cancel));
        Assert.NotNull(await late.HeadAsync(Location, Cancel));
        Assert.Equal(0, late.PendingPuts);
    }

    [Fact]
    public async Task Delayed_put_fails_when_the_key_exists()
    {
        var late = new DelayedWriteObjectStore(_objects);
        late.DelayNextPut();
        await Assert.ThrowsAsync<MediaProviderException>(() => PutAsync(late));

        await PutAsync(late);

        Assert.Equal(0, await late.CompleteDelayedPutsAsync(Cancel));
    }

    private static Task<StoredObject> PutAsync(IObjectStore store) =>
        store.PutAsync(Location, ObjectBody.FromBytes(new byte[] { 1, 2, 3 }), new() { ContentType = "image/png" }, Cancel);

    private sealed class WithoutAbilities(IObjectStore inner) : DelegatingObjectStore(inner)
    {
        public override TAbility? GetAbility<TAbility>()
            where TAbility : class => null;
    }
}
