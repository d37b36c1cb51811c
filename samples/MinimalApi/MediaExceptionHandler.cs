using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Unified.Media;

namespace MinimalApi;

/// <summary>Converts media exceptions to problem details. docs/errors.md lists all codes.</summary>
internal sealed class MediaExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not MediaException error)
        {
            return false;
        }

        var problem = new ProblemDetails { Status = GetStatus(error), Title = error.Code, Detail = error.Message };
        if (error is MediaRejectedException rejected)
        {
            problem.Extensions["reasons"] = rejected.Reasons;
        }

        context.Response.StatusCode = problem.Status.Value;
        return await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem });
    }

    private static int GetStatus(MediaException error) => error switch
    {
        MediaRejectedException => StatusCodes.Status400BadRequest,
        MediaAccessDeniedException => StatusCodes.Status403Forbidden,
        MediaNotFoundException => StatusCodes.Status404NotFound,
        MediaConflictException => StatusCodes.Status409Conflict,
        { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status502BadGateway,
    };
}
