using System.Reflection;

namespace Unified.Media.Testing;

/// <summary>
/// Tests that every harness of the test assembly runs or excludes every suite of the kit. Derive one class per test assembly. After an update of the
/// kit, the message of the failing test lists the new suites.
/// </summary>
public abstract class AllSuitesImplementedTests
{
    /// <summary>Suites that are excluded on purpose. The test fails if the assembly contains a class for an excluded suite.</summary>
    protected virtual IReadOnlyList<SuiteExclusion> Exclusions => [];

    [Fact]
    public void Derives_every_suite_for_every_harness()
    {
        var types = GetType().Assembly.GetTypes();
        var missing = MissingIn(types);
        var requiredPairs = missing.Where(pair => !Exclusions.Any(exclusion => Covers(exclusion, pair)));
        var unneededExclusions = Exclusions.Where(exclusion => !missing.Any(pair => Covers(exclusion, pair)));

        Assert.Contains(types, type => IsHarness(type, typeof(ObjectStoreHarness)) || IsHarness(type, typeof(MediaCatalogHarness)));
        Assert.True(
            !requiredPairs.Any(),
            $"Derive these suites, or exclude them: {Join(requiredPairs.Select(pair => $"{pair.Suite.Name} for {pair.Harness.Name}"))}");
        Assert.True(
            !unneededExclusions.Any(),
            $"Remove these exclusions, because their suites are derived: {Join(unneededExclusions.Select(exclusion => exclusion.ToString()))}");
    }

    /// <summary>The suites of the kit, as open generic types.</summary>
    internal static IReadOnlyList<Type> Suites { get; } =
    [
        .. typeof(AllSuitesImplementedTests).Assembly.GetExportedTypes().Where(type =>
            type is { IsAbstract: true, IsGenericTypeDefinition: true } && type.GetMethods().Any(IsTest)),
    ];

    private static (Type Harness, Type Suite)[] MissingIn(Type[] types) =>
    [
        .. from suite in Suites
           from harness in types
           where IsHarness(harness, HarnessOf(suite)) && !types.Any(type => Derives(type, suite, harness))
           select (harness, suite),
    ];

    private static Type HarnessOf(Type suite) =>
        suite.GetGenericArguments()[0].GetGenericParameterConstraints().Single(constraint => constraint.IsClass);

    private static bool IsHarness(Type type, Type harnessType) =>
        type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(harnessType);

    // Test runners ignore classes that are not public.
    private static bool Derives(Type type, Type suite, Type harness) =>
        type is { IsAbstract: false, IsVisible: true } && type.IsSubclassOf(suite.MakeGenericType(harness));

    private static bool Covers(SuiteExclusion exclusion, (Type Harness, Type Suite) pair) =>
        exclusion.Harness == pair.Harness && (exclusion.Suite is null || exclusion.Suite == pair.Suite);

    private static bool IsTest(MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: true);

    private static string Join(IEnumerable<string> lines) => string.Join("; ", lines);
}
