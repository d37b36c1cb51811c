using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Unified.Media.Supabase.Tests;

/// <summary>The types that a type refers to: in its fields, its signatures, and the code of its methods and lambdas.</summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Collect(type, found);
        found.Remove(type);
        return found;
    }

    // What the compiler makes of lambdas, iterators and asynchronous methods is nested.
    private static void Collect(Type type, HashSet<Type> found)
    {
        Add(type.BaseType, found);
        foreach (var field in type.GetFields(Declared))
        {
            Add(field.FieldType, found);
        }

        foreach (var method in type.GetMembers(Declared).OfType<MethodBase>())
        {
            Add(method, found);
            foreach (var member in MembersOf(method))
            {
                Add(member as Type ?? member.DeclaringType, found);
                Add((member as FieldInfo)?.FieldType, found);
                Add(member as MethodBase, found);
            }
        }

        foreach (var nested in type.GetNestedTypes(Declared))
        {
            Collect(nested, found);
        }
    }

    private static void Add(MethodBase? method, HashSet<Type> found)
    {
        Add((method as MethodInfo)?.ReturnType, found);
        foreach (var parameter in method?.GetParameters() ?? [])
        {
            Add(parameter.ParameterType, found);
        }

        foreach (var argument in method is { IsGenericMethod: true } ? method.GetGenericArguments() : [])
        {
            Add(argument, found);
        }
    }

    private static void Add(Type? type, HashSet<Type> found)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(type.GetElementType(), found);
            return;
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Add(argument, found);
        }

        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        if (type.DeclaringType is { } outer && found.Add(outer))
        {
            Add(outer, found);
        }
    }

    private static IEnumerable<MemberInfo> MembersOf(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            int value = code[at++];
            var operation = Codes[value == 0xFE ? (value << 8) | code[at++] : value];
            switch (operation.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    yield return method.Module.ResolveMember(
                        Number(code, at),
                        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                        method is { IsGenericMethod: true } ? method.GetGenericArguments() : null)!;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 * Number(code, at);
                    break;
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                _ => 4,
            };
        }
    }

    private static int Number(byte[] code, int at) => BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
}
