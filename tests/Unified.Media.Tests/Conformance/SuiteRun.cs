using System.Reflection;
using System.Reflection.Emit;
using Xunit.Sdk;
using Xunit.v3;

namespace Unified.Media.Tests.Conformance;

/// <summary>Runs a suite of the kit with a harness, without a test runner, and returns the failed tests.</summary>
internal static class SuiteRun
{
    private const string SkipMark = "$XunitDynamicSkip$";

    public static async Task<IReadOnlyList<string>> FailuresAsync(Type suite, Type harness, bool firstOnly)
    {
        var type = Derive(suite.MakeGenericType(harness));
        var failures = new List<string>();
        await using var fixtures = await SuiteFixtures.CreateAsync(type);
        foreach (var method in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)))
        {
            foreach (var row in await RowsOfAsync(method))
            {
                if (await FailureAsync(fixtures, type, method, row) is { } failure)
                {
                    failures.Add($"{suite.Name}.{method.Name}({string.Join(", ", row)}): {failure.Message}");
                    if (firstOnly)
                    {
                        return failures;
                    }
                }
            }
        }

        return failures;
    }

    private static async Task<Exception?> FailureAsync(SuiteFixtures fixtures, Type type, MethodInfo method, object?[] row)
    {
        Assert.Equal(method.GetParameters().Length, row.Length);
        var suite = Activator.CreateInstance(type, fixtures.Arguments)!;
        Exception? failure = null;
        try
        {
            await (suite is IAsyncLifetime lifetime ? lifetime.InitializeAsync() : ValueTask.CompletedTask);
            await (method.Invoke(suite, BindingFlags.DoNotWrapExceptions, null, row, null) as Task ?? Task.CompletedTask);
        }
        catch (Exception thrown) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            failure = thrown;
        }

        var disposing = await Record.ExceptionAsync(
            () => suite is IAsyncDisposable disposable ? disposable.DisposeAsync().AsTask() : Task.CompletedTask);
        failure = disposing ?? failure;
        return failure?.Message.StartsWith(SkipMark, StringComparison.Ordinal) == true ? null : failure;
    }

    private static async Task<IReadOnlyList<object?[]>> RowsOfAsync(MethodInfo method)
    {
        if (method.GetParameters().Length == 0)
        {
            return [[]];
        }

        await using var disposal = new DisposalTracker();
        var rows = new List<object?[]>();
        foreach (var source in method.GetCustomAttributes<DataAttribute>())
        {
            IEnumerable<ITheoryDataRow> found = source is MemberDataAttributeBase { MemberName: var member }
                ? (IEnumerable<ITheoryDataRow>)method.DeclaringType!.GetProperty(member)!.GetValue(null)!
                : await source.GetData(method, disposal);
            rows.AddRange(found.Select(row => row.GetData()));
        }

        Assert.NotEmpty(rows);
        return rows;
    }

    // Suites are abstract, and these harnesses have no derived test classes.
    private static Type Derive(Type closedSuite)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Unified.Media.Tests.Derived"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Derived").DefineType("Suite", TypeAttributes.Public | TypeAttributes.Sealed, closedSuite);
        DefineConstructor(type, closedSuite.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single());
        return type.CreateType();
    }

    // Passes the fixtures to the suite.
    private static void DefineConstructor(TypeBuilder type, ConstructorInfo suite)
    {
        Type[] parameters = [.. suite.GetParameters().Select(parameter => parameter.ParameterType)];
        var body = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, parameters).GetILGenerator();
        for (var argument = 0; argument <= parameters.Length; argument++)
        {
            body.Emit(OpCodes.Ldarg, argument);
        }

        body.Emit(OpCodes.Call, suite);
        body.Emit(OpCodes.Ret);
    }
}
