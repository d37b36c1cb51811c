namespace Unified.Media.Postgres;

/// <summary>The result of one statement of a batch. It has a value after the execution of the batch.</summary>
internal sealed class StatementResult<T>
{
    private T _value = default!;
    private bool _hasValue;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The batch has not been executed.</exception>
    public T Value
    {
        get => _hasValue ? _value : throw new InvalidOperationException("The batch has not been executed.");
        set
        {
            _value = value;
            _hasValue = true;
        }
    }
}
