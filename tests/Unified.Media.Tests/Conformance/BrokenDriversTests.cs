using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

/// <summary>Tests that the kit finds broken drivers. Every driver has one defect, which the given suite must find.</summary>
public sealed class BrokenDriversTests
{
    public static TheoryData<Type, Type> Broken => new()
    {
        { typeof(ChecksBeforeItCreates), typeof(ObjectStorePreconditionTests<>) },
        { typeof(AlwaysOverwrites), typeof(ObjectStorePreconditionTests<>) },
        { typeof(ShowsIncompleteObjects), typeof(ObjectStoreStreamTests<>) },
        { typeof(AcceptsAnyLength), typeof(ObjectStoreStreamTests<>) },
        { typeof(LeavesStreamsOpen), typeof(ObjectStoreStreamTests<>) },
        { typeof(SwallowsCancellation), typeof(ObjectStoreStreamTests<>) },
        { typeof(ReadsOneByteTooMany), typeof(ObjectRangeTests<>) },
        { typeof(OpensBeyondTheEnd), typeof(ObjectRangeTests<>) },
        { typeof(ReturnsOneETagForAllObjects), typeof(ObjectStoreTests<>) },
        { typeof(FailsToDeleteAbsentObjects), typeof(ObjectStoreTests<>) },
        { typeof(IgnoresBuckets), typeof(ObjectStoreTests<>) },
        { typeof(IgnoresKeyCase), typeof(ObjectStoreKeyTests<>) },
        { typeof(NormalizesPaths), typeof(ObjectStoreKeyTests<>) },
        { typeof(DecodesKeys), typeof(ObjectStoreKeyTests<>) },
        { typeof(TruncatesKeysAtQuestionMarks), typeof(ObjectStoreKeyTests<>) },
        { typeof(TrimsKeys), typeof(ObjectStoreKeyTests<>) },
        { typeof(ListsOnePage), typeof(ObjectListingTests<>) },
        { typeof(ListsFolders), typeof(ObjectListingTests<>) },
        { typeof(DeletesByPrefix), typeof(ObjectBatchDeleteTests<>) },
        { typeof(DeletesOneOfABatch), typeof(ObjectBatchDeleteTests<>) },
        { typeof(ReportsAbsentAsFailed), typeof(ObjectBatchDeleteTests<>) },
        { typeof(IgnoresFingerprints), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(SharesKeysBetweenOwners), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(AlwaysTakesOver), typeof(MediaCatalogReservationTests<>) },
        { typeof(ForgetsKeysOfDeletedItems), typeof(MediaCatalogIdempotencyTests<>) },
        { typeof(PublishesAnyAttempt), typeof(MediaCatalogReservationTests<>) },
        { typeof(PublishesAnyAttempt), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(PublishesOverChanges), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(PublishesOnce), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(PublishesOnlyDuringTheLease), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(AbandonsWithoutTheAttempt), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(MarksTheLastAttemptOnly), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(MarksDeletedOnce), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(CompletesDeletionOfAnyAttempt), typeof(MediaCatalogLifecycleTests<>) },
        { typeof(ReservesOriginalsOnly), typeof(MediaCatalogRoleTests<>) },
        { typeof(ConfirmsEveryAttempt), typeof(MediaCatalogRoleTests<>) },
        { typeof(ReturnsOriginalsOnly), typeof(MediaCatalogRoleTests<>) },
        { typeof(CompletesDeletionInEveryRole), typeof(MediaCatalogRoleTests<>) },
        { typeof(LosesUnknownMetadata), typeof(MediaCatalogItemTests<>) },
        { typeof(ReturnsANewIdEveryTime), typeof(MediaCatalogItemTests<>) },
        { typeof(ClaimsTheSameRowTwice), typeof(MediaCatalogCleaningTests<>) },
        { typeof(PurgesWithoutRetention), typeof(MediaCatalogCleaningTests<>) },
        { typeof(ReportsDeletingObjectsAsUnreferenced), typeof(MediaCatalogCleaningTests<>) },
        { typeof(PagesByTimeOnly), typeof(MediaCatalogListingTests<>) },
        { typeof(PagesByMilliseconds), typeof(MediaCatalogListingTests<>) },
        { typeof(SortsTitlesByUtf16), typeof(MediaCatalogListingTests<>) },
        { typeof(EndsShortPagesWithoutAPosition), typeof(MediaCatalogListingTests<>) },
        { typeof(EndsShortPagesWithoutAPosition), typeof(MediaCatalogLargeListTests<>) },
        { typeof(ComparesTagsCaseSensitively), typeof(MediaCatalogFilterTests<>) },
        { typeof(AlwaysMatchesAnyTag), typeof(MediaCatalogFilterTests<>) },
        { typeof(SearchesWholeWords), typeof(MediaCatalogSearchTests<>) },
        { typeof(CountsUnderItsOwnFilter), typeof(MediaCatalogFacetTests<>) },
        { typeof(UpdatesStaleVersions), typeof(MediaCatalogUpdateTests<>) },
        { typeof(TruncatesTimesToMilliseconds), typeof(MediaCatalogListingTests<>) },
        { typeof(ConsumesKeysOfFailedAttempts), typeof(MediaCatalogIdempotencyTests<>) },
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
