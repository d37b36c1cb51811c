namespace Unified.Media;

/// <summary>Collects the rules that a request breaks, in the order of the checks, so that one error names all of them.</summary>
internal sealed class RejectionReasons
{
    private readonly List<RejectionReason> _reasons = [];

    public int Count => _reasons.Count;

    /// <summary>Adds a broken rule. A rule that several values of a field break is added once.</summary>
    public void Add(RejectionReason reason)
    {
        if (!_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }
    }

    /// <summary>Adds a broken rule of the content.</summary>
    public void Add(string code, string message) => Add(new RejectionReason(code, message));

    /// <summary>Adds a broken rule of a field of the request.</summary>
    public void AddField(string field, string message) => Add(new RejectionReason(RejectionCode.InvalidField, message) { Field = field });

    /// <summary>Creates the error that names every broken rule. At least one rule must have been added.</summary>
    public MediaRejectedException ToException() => new([.. _reasons]);

    /// <exception cref="MediaRejectedException">A rule is broken.</exception>
    public void ThrowIfAny()
    {
        if (_reasons.Count > 0)
        {
            throw ToException();
        }
    }
}
