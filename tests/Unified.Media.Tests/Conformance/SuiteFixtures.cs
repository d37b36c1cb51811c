namespace Unified.Media.Tests.Conformance;

/// <summary>The class fixtures of a suite, as arguments of its constructor.</summary>
internal sealed class SuiteFixtures : IAsyncDisposable
{
    private SuiteFixtures(IReadOnlyList<IAsyncLifetime> fixtures) => Arguments = [.. fixtures];

    public object[] Arguments { get; }

    public static async Task<SuiteFixtures> CreateAsync(Type suite)
    {
        var fixtures = new List<IAsyncLifetime>();
        foreach (var parameter in suite.GetConstructors().Single().GetParameters())
        {
            var fixture = (IAsyncLifetime)Activator.CreateInstance(parameter.ParameterType)!;
            await fixture.InitializeAsync();
            fixtures.Add(fixture);
        }

        return new(fixtures);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var fixture in Arguments.Cast<IAsyncLifetime>())
        {
            await fixture.DisposeAsync();
        }
    }
}
