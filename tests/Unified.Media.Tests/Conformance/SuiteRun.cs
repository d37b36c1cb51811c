using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.ExceptionServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Unified.Media.Tests.Conformance;

/// <summary>Runs a suite of the kit over a harness without a runner, and says which tests fail.</summary>
internal static class SuiteRun
{
    private const string SkipMark = "$XunitDynamicSkip$";

    public static async Task<IReadOnlyList<string>> FailuresAsync(Type suite, Type harness, bool firstOnly)
    {
        var type = Derive(suite.MakeGenericType(harness));
        var failures = new List<string>();
        foreach (var method in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)))
        {
            foreach (var row in await RowsOfAsync(method))
            {
                if (await FailureAsync(type, method, row) is { } failure)
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

    private static async Task<Exception?> FailureAsync(Type type, MethodInfo method, object?[] row)
    {
        var suite = Activator.CreateInstance(type)!;
        try
        {
            await ((IAsyncLifetime)suite).InitializeAsync();
            await ((method.Invoke(suite, row) as Task) ?? Task.CompletedTask);
            return null;
        }
        catch (Exception failure)
        {
            var cause = failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
            if (cause is OperationCanceledException && TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                ExceptionDispatchInfo.Throw(cause);
            }

            return cause.Message.StartsWith(SkipMark, StringComparison.Ordinal) ? null : cause;
        }
        finally
        {
            await ((IAsyncDisposable)suite).DisposeAsync();
        }
    }

    private static async Task<List<object?[]>> RowsOfAsync(MethodInfo method)
    {
        var rows = new List<object?[]>();
        await using var disposal = new DisposalTracker();
        foreach (var source in method.GetCustomAttributes(inherit: true).OfType<IDataAttribute>())
        {
            rows.AddRange((await source.GetData(method, disposal)).Select(row => row.GetData()));
        }

        return rows.Count > 0 ? rows : [[]];
    }

    // Suites are abstract; the runner would want a class for every harness, which these harnesses are not for.
    private static Type Derive(Type closedSuite)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Unified.Media.Tests.Derived"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Derived").DefineType("Suite", TypeAttributes.Public | TypeAttributes.Sealed, closedSuite);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        return type.CreateType();
    }
}
