using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>The set of property numbers of one picture item.</summary>
internal struct HeifPropertySet
{
    /// <summary>The maximum number of properties. A picture of 100 tiles has about 200.</summary>
    private const int MaxProperties = 1024;

    private Words _words;

    public static bool IsSupported(int number) => number < MaxProperties;

    public void Add(int number) => _words[number / 64] |= 1ul << (number % 64);

    public readonly bool Contains(int number) => number < MaxProperties && (_words[number / 64] & (1ul << (number % 64))) != 0;

    [InlineArray(MaxProperties / 64)]
    private struct Words
    {
        private ulong _first;
    }
}
