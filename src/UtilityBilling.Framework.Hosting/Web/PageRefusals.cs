using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Uow;
using UtilityBilling.Localization;

namespace UtilityBilling.Hosting.Web;

/// <summary>Turns what went wrong into what the person sees: a sentence in the error summary, or the page for "not there" and "not allowed".</summary>
public sealed class PageRefusals(LocalizationCatalog texts)
{
    /// <summary>Adds the sentence to the page's problems. Answers false for failures that are nobody's to mend: they go to the error page and the log.</summary>
    public bool TryExplain(Exception error, ModelStateDictionary problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (error is BusinessException refusal)
        {
            problems.AddModelError(refusal.Field ?? "", texts.Describe(refusal));
            return true;
        }
        if (CodeOf(error) is not { } code)
            return false;
        problems.AddModelError("", texts.Describe(new BusinessException(code)));
        return true;
    }

    /// <summary>The answer for what is not there or not allowed; null for everything else.</summary>
    public static IActionResult? StatusOf(Exception error) => error switch
    {
        EntityNotFoundException => new StatusCodeResult(StatusCodes.Status404NotFound),
        PermissionDeniedException => new StatusCodeResult(StatusCodes.Status403Forbidden),
        _ => null,
    };

    private static string? CodeOf(Exception error) => error switch
    {
        DbUpdateConcurrencyException => "Ui:Error.ChangedMeanwhile",
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => "Ui:Error.AlreadyThere",
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => "Ui:Error.Busy",
        // EF Core wraps these once more, as "likely due to a transient failure".
        _ when PassingFailure.Is(error) => "Ui:Error.Busy",
        DbUpdateException { InnerException: PostgresException inner } => CodeOf(inner),
        _ => null,
    };
}
