using System.Reflection;

namespace Unified.Media.Testing;

/// <summary>
/// Fails when the assembly that derives it has a harness for which a suite of the kit is not derived and not excused. Derive it once per
/// test assembly, so that a suite that a new version of the kit brings cannot be missed.
/// </summary>
public abstract class AllSuitesImplementedTests
{
    /// <summary>What is left out on purpose. An excuse that is not needed fails too.</summary>
    protected virtual IReadOnlyList<Excuse> Excuses => [];

    [Fact]
    public void Derives_every_suite_for_every_harness()
    {
        var types = GetType().Assembly.GetTypes();
        var missing = MissingIn(types);
        var unexcused = missing.Where(pair => !Excuses.Any(excuse => IsAbout(excuse, pair)));
        var needless = Excuses.Where(excuse => !missing.Any(pair => IsAbout(excuse, pair)));

        Assert.Contains(types, type => IsHarness(type, typeof(ObjectStoreHarness)) || IsHarness(type, typeof(MediaCatalogHarness)));
        Assert.True(
            !unexcused.Any(),
            $"These suites are not derived: {Join(unexcused.Select(pair => $"{pair.Suite.Name} for {pair.Harness.Name}"))}");
        Assert.True(!needless.Any(), $"These excuses are not needed: {Join(needless.Select(excuse => excuse.ToString()))}");
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

    // Runners do not see classes that are not public.
    private static bool Derives(Type type, Type suite, Type harness) =>
        type is { IsAbstract: false, IsVisible: true } && type.IsSubclassOf(suite.MakeGenericType(harness));

    private static bool IsAbout(Excuse excuse, (Type Harness, Type Suite) pair) =>
        excuse.Harness == pair.Harness && (excuse.Suite is null || excuse.Suite == pair.Suite);

    private static bool IsTest(MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: true);

    private static string Join(IEnumerable<string> lines) => string.Join("; ", lines);
}
