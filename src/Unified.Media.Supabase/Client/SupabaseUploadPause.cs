namespace Unified.Media.Supabase;

/// <summary>
/// Holds resumable uploads and lets them go on. A held upload sends nothing; what Storage has, it keeps. An upload that is below
/// <see cref="SupabaseStorageOptions.ResumableThresholdBytes"/> is one request, and goes on. Safe for concurrent use.
/// </summary>
public sealed class SupabaseUploadPause
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _held;
    private Action? _onPause;

    /// <summary>True while uploads are held.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_gate)
            {
                return _held is not null;
            }
        }
    }

    /// <summary>Holds: the chunk that is on its way is cut. Again is harmless.</summary>
    public void Pause()
    {
        Action? cut;
        lock (_gate)
        {
            if (_held is not null)
            {
                return;
            }

            _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
            cut = _onPause;
        }

        cut?.Invoke();
    }

    /// <summary>Lets go on. Again is harmless.</summary>
    public void Continue()
    {
        lock (_gate)
        {
            _held?.SetResult();
            _held = null;
        }
    }

    /// <summary>Cancels a source when uploads are to be held, until what is returned is disposed.</summary>
    internal IDisposable Cut(CancellationTokenSource source)
    {
        var cut = new Registration(this, source);
        bool held;
        lock (_gate)
        {
            _onPause += cut.Cancel;
            held = _held is not null;
        }

        if (held)
        {
            cut.Cancel();
        }

        return cut;
    }

    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _held is null ? Task.CompletedTask : _held.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Registration(SupabaseUploadPause pause, CancellationTokenSource source) : IDisposable
    {
        private readonly Lock _gate = new();
        private bool _isOver;

        public void Cancel()
        {
            lock (_gate)
            {
                if (!_isOver)
                {
                    source.Cancel();
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _isOver = true;
            }

            lock (pause._gate)
            {
                pause._onPause -= Cancel;
            }
        }
    }
}
