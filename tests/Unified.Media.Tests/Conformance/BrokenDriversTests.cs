using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

/// <summary>Tests that the kit finds broken drivers. Every driver has one defect, which the given suite must find.</summary>
public sealed class BrokenDriversTests
{
    public static TheoryData<Type, Type> Broken => new()
    {
        { typeof(LooksBeforeItCreates), typeof(ObjectStorePreconditionTests<>) },
        { typeof(OverwritesAlways), typeof(ObjectStorePreconditionTests<>) },
        { typeof(ShowsHalves), typeof(ObjectStoreStreamTests<>) },
        { typeof(TakesAnyLength), typeof(ObjectStoreStreamTests<>) },
        { typeof(LeavesStreamsOpen), typeof(ObjectStoreStreamTests<>) },
        { typeof(SwallowsCancellation), typeof(ObjectStoreStreamTests<>) },
        { typeof(ReadsOneByteTooMany), typeof(ObjectRangeTests<>) },
        { typeof(OpensBeyondTheEnd), typeof(ObjectRangeTests<>) },
        { typeof(HasOneETagForAll), typeof(ObjectStoreTests<>) },
        { typeof(RefusesToDeleteNothing), typeof(ObjectStoreTests<>) },
        { typeof(IgnoresBuckets), typeof(ObjectStoreTests<>) },
        { typeof(FoldsKeys), typeof(ObjectStoreKeyTests<>) },
        { typeof(NormalisesPaths), typeof(ObjectStoreKeyTests<>) },
        { typeof(DecodesKeys), typeof(ObjectStoreKeyTests<>) },
        { typeof(CutsQueries), typeof(ObjectStoreKeyTests<>) },
        { typeof(TrimsKeys), typeof(ObjectStoreKeyTests<>) },
        { typeof(ListsOnePage), typeof(ObjectListingTests<>) },
        { typeof(ListsFolders), typeof(ObjectListingTests<>) },
        { typeof(DeletesByPrefix), typeof(ObjectBatchDeleteTests<>) },
        { typeof(DeletesOneOfABatch), typeof(ObjectBatchDeleteTests<>) },
        { typeof(TakesAbsentForFailed), typeof(ObjectBatchDeleteTests<>) },
        { typeof(IgnoresFingerprints), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(SharesKeysBetweenOwners), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(TakesOverAlways), typeof(MediaCatalogReservationTests<>) },
        { typeof(ForgetsKeysOfDeletedItems), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(PublishesAnyAttempt), typeof(MediaCatalogReservationTests<>) },
        { typeof(PublishesAnyAttempt), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(PublishesOverChanges), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(PublishesOnce), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(PublishesOnlyWhileTheLeaseLasts), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(AbandonsWithoutTheAttempt), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(MarksTheLastAttemptOnly), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(MarksDeletedOnce), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(CompletesDeletionOfAnyAttempt), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(ReservesOriginalsOnly), typeof(MediaCatalogRoleTests<>) },
        { typeof(ConfirmsEveryAttempt), typeof(MediaCatalogRoleTests<>) },
        { typeof(HandsOutOriginalsOnly), typeof(MediaCatalogRoleTests<>) },
        { typeof(CompletesDeletionInEveryRole), typeof(MediaCatalogRoleTests<>) },
        { typeof(LosesUnknownMetadata), typeof(MediaCatalogItemTests<>) },
        { typeof(HasANewIdEveryTime), typeof(MediaCatalogItemTests<>) },
        { typeof(ClaimsTheSameRowTwice), typeof(MediaCatalogCleaningTests<>) },
        { typeof(PurgesWithoutRetention), typeof(MediaCatalogCleaningTests<>) },
        { typeof(NamesNoDeletingRows), typeof(MediaCatalogCleaningTests<>) },
        { typeof(PagesByTimeOnly), typeof(MediaCatalogListingTests<>) },
        { typeof(PagesByMilliseconds), typeof(MediaCatalogListingTests<>) },
        { typeof(SortsTitlesByUtf16), typeof(MediaCatalogListingTests<>) },
        { typeof(StopsShortWithoutAPosition), typeof(MediaCatalogListingTests<>) },
        { typeof(StopsShortWithoutAPosition), typeof(MediaCatalogLargeListTests<>) },
        { typeof(ComparesTagsLetterByLetter), typeof(MediaCatalogFilterTests<>) },
        { typeof(MatchesAnyTagAlways), typeof(MediaCatalogFilterTests<>) },
        { typeof(SearchesWholeWords), typeof(MediaCatalogSearchTests<>) },
        { typeof(CountsUnderItsOwnFilter), typeof(MediaCatalogFacetTests<>) },
        { typeof(UpdatesWithoutComparing), typeof(MediaCatalogUpdateTests<>) },
        { typeof(KeepsNoFractions), typeof(MediaCatalogListingTests<>) },
        { typeof(UsesFailedKeysUp), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(ListsPrivateItems), typeof(MediaCatalogIsolationTests<>) },
        { typeof(FindsPrivateItems), typeof(MediaCatalogIsolationTests<>) },
        { typeof(CountsPrivateItems), typeof(MediaCatalogIsolationTests<>) },
        { typeof(ListsPrivateItems), typeof(MediaCatalogAllOwnersTests<>) },
        { typeof(CountsPrivateItems), typeof(MediaCatalogAllOwnersTests<>) },
    };

    public static TheoryData<Type> DriverSuites => [.. Suites(typeof(ObjectStoreHarness)), .. Suites(typeof(MediaCatalogHarness))];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Kit_fails_a_broken_driver(Type broken, Type suite)
    {
        var harness = broken.IsSubclassOf(typeof(DelegatingObjectStore))
            ? typeof(BrokenObjectStoreHarness<>)
            : typeof(BrokenMediaCatalogHarness<>);

        Assert.NotEmpty(await SuiteRun.FailuresAsync(suite, harness.MakeGenericType(broken), firstOnly: true));
    }

    [Theory]
    [MemberData(nameof(DriverSuites))]
    public async Task Kit_passes_a_correct_driver(Type suite)
    {
        var harness = Suites(typeof(ObjectStoreHarness)).Contains(suite)
            ? typeof(BrokenObjectStoreHarness<PassThroughObjectStore>)
            : typeof(BrokenMediaCatalogHarness<PassThroughMediaCatalog>);

        Assert.Empty(await SuiteRun.FailuresAsync(suite, harness, firstOnly: false));
    }

    [Fact]
    public void Every_broken_driver_is_tested()
    {
        var broken = typeof(BrokenDriversTests).Assembly.GetTypes()
            .Where(type => type is { IsSealed: true, IsPublic: true, Namespace: "Unified.Media.Tests.Conformance" })
            .Where(type => type.IsSubclassOf(typeof(DelegatingObjectStore)) || type.IsSubclassOf(typeof(DelegatingMediaCatalog)))
            .Except([typeof(PassThroughObjectStore), typeof(PassThroughMediaCatalog)]);

        Assert.Equal(broken.Select(type => type.Name).Order(), Broken.Select(row => row.Data.Item1.Name).Distinct().Order());
    }

    private static IEnumerable<Type> Suites(Type harness) =>
        AllSuitesImplementedTests.Suites.Where(suite => suite.GetGenericArguments()[0].GetGenericParameterConstraints().Contains(harness));
}
