using System.Reflection;

namespace Unified.Media.Testing;

/// <summary>
/// Fails when a harness of the test assembly neither runs nor excludes a suite of the kit. Derive it once per test assembly. After an update of
/// the kit its message lists the new suites.
/// </summary>
public abstract class AllSuitesImplementedTests
{
    /// <summary>Suites that are excluded on purpose. The test fails if a harness derives a suite that it excludes.</summary>
    protected virtual IReadOnlyList<SuiteExclusion> Exclusions => [];

    [Fact]
    public void Derives_every_suite_for_every_harness()
    {
        var types = GetType().Assembly.GetTypes();
        var missing = MissingIn(types);
        var required = missing.Where(pair => !Exclusions.Any(exclusion => Covers(exclusion, pair)));
        var needless = Exclusions.Where(exclusion => !missing.Any(pair => Covers(exclusion, pair)));

        Assert.Contains(types, type => IsHarness(type, typeof(ObjectStoreHarness)) || IsHarness(type, typeof(MediaCatalogHarness)));
        Assert.True(
            !required.Any(),
            $"Derive these suites, or exclude them: {Join(required.Select(pair => $"{pair.Suite.Name} for {pair.Harness.Name}"))}");
        Assert.True(
            !needless.Any(), $"Remove these exclusions, their suites are derived: {Join(needless.Select(exclusion => exclusion.ToString()))}");
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

    private static bool IsHarness(Type type, Type kind) =>
        type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(kind);

    // Test runners ignore classes that are not public.
    private static bool Derives(Type type, Type suite, Type harness) =>
        type is { IsAbstract: false, IsVisible: true } && type.IsSubclassOf(suite.MakeGenericType(harness));

    private static bool Covers(SuiteExclusion exclusion, (Type Harness, Type Suite) pair) =>
        exclusion.Harness == pair.Harness && (exclusion.Suite is null || exclusion.Suite == pair.Suite);

    private static bool IsTest(MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: true);

    private static string Join(IEnumerable<string> lines) => string.Join("; ", lines);
}
