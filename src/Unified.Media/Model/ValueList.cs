using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Unified.Media;

/// <summary>
/// A read-only copy of a list. Two lists are equal when they have equal elements in the same order, so a record that contains such a
/// list has value equality.
/// </summary>
internal sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    private ValueList(T[] items) => _items = items;

    public static ValueList<T> Empty { get; } = new([]);

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    /// <summary>Copies a list; null becomes the empty list.</summary>
    public static ValueList<T> Of(IEnumerable<T>? items) => items switch
    {
        null => Empty,
        ValueList<T> list => list,
        IReadOnlyCollection<T> { Count: 0 } => Empty,
        _ => new([.. items]),
    };

    public bool Equals([NotNullWhen(true)] ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Returns the elements in brackets, for <c>ToString</c> of the record that contains the list.</summary>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
