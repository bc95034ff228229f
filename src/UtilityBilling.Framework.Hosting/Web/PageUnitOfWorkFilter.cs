using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using UtilityBilling.Hosting.Uow;
using UtilityBilling.Uow;

namespace UtilityBilling.Hosting.Web;

/// <summary>
/// One user action is one transaction: a page is read in a read-only unit of work; a posted form runs in a writing one, kept when its handler succeeded and undone
/// when it threw or found a problem. A refusal becomes a sentence on the page, answered with 422, and the page's own GET handler fills the page again. What is undone is
/// never told as done: the handler's message of success is withdrawn, and a handler that leads on although it found a problem leads nowhere.
/// </summary>
public sealed class PageUnitOfWorkFilter(IUnitOfWork unit, FormRepeats repeats, PageRefusals refusals, IUrlHelperFactory urls, ITempDataDictionaryFactory messages) : IAsyncPageFilter
{
    private const string LeadsTo = "HX-Redirect";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var usesUnit = UsesUnit(context);
        if (HttpMethods.IsGet(context.HttpContext.Request.Method) || HttpMethods.IsHead(context.HttpContext.Request.Method))
            await ReadAsync(context, next, usesUnit).ConfigureAwait(false);
        else
            await WriteAsync(context, next, usesUnit).ConfigureAwait(false);
    }

    private async Task ReadAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next, bool usesUnit)
    {
        if (usesUnit)
            await unit.BeginAsync(UnitOfWorkMode.Read, context.HttpContext.RequestAborted).ConfigureAwait(false);
        var executed = await next().ConfigureAwait(false);
        if (executed.Exception is null || executed.ExceptionHandled)
            return;
        if (PageRefusals.StatusOf(executed.Exception) is { } status)
        {
            Answer(executed, status);
        }
        else if (refusals.TryExplain(executed.Exception, context.ModelState))
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Answer(executed, new PageResult());
        }
    }

    private async Task WriteAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next, bool usesUnit)
    {
        var key = usesUnit && Guid.TryParse(PageForms.PostedIdempotencyKey(context.HttpContext.Request), out var posted) ? posted : (Guid?)null;
        var cancellationToken = context.HttpContext.RequestAborted;
        if (usesUnit)
            await unit.BeginAsync(UnitOfWorkMode.Write, cancellationToken).ConfigureAwait(false);
        try
        {
            if (key is { } taken && await repeats.TakeAsync(taken, context.HttpContext.Request, cancellationToken).ConfigureAwait(false) is { } location)
            {
                await unit.RollbackAsync().ConfigureAwait(false);
                context.Result = Redirect(context, location);
                return;
            }
        }
        catch (Exception error) when (!ComesAgain(context.HttpContext, error) && refusals.TryExplain(error, context.ModelState))
        {
            await unit.RollbackAsync().ConfigureAwait(false);
            context.Result = await RefusedPageAsync(context, usesUnit).ConfigureAwait(false);
            return;
        }

        var executed = await next().ConfigureAwait(false);
        var failure = executed.ExceptionHandled ? null : executed.Exception;
        var succeeded = failure is null && context.ModelState.IsValid && context.HttpContext.Response.StatusCode < StatusCodes.Status400BadRequest;
        if (succeeded)
            failure = usesUnit ? await CompleteAsync(executed, key, cancellationToken).ConfigureAwait(false) : null;
        else if (usesUnit)
            await unit.RollbackAsync().ConfigureAwait(false);
        if (usesUnit && (!succeeded || failure is not null))
            new PageAlerts(messages.GetTempData(context.HttpContext)).WithdrawSuccess();
        if (ComesAgain(context.HttpContext, failure))
            (executed.Exception, executed.ExceptionHandled) = (failure, false);
        else
            await ConcludeAsync(context, executed, failure, usesUnit).ConfigureAwait(false);
    }

    private static bool ComesAgain(HttpContext context, Exception? failure) => PassingFailure.Is(failure) && context.Features.Get<IRepeatedAction>() is { ComesAgain: true };

    /// <summary>Keeps the action. What the database refuses only now is answered like what the handler threw.</summary>
    private async Task<Exception?> CompleteAsync(PageHandlerExecutedContext executed, Guid? key, CancellationToken cancellationToken)
    {
        try
        {
            if (key is { } taken)
                await repeats.AnswerAsync(taken, LocationOf(executed), cancellationToken).ConfigureAwait(false);
            await unit.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // handed on to the answer below
        catch (Exception error)
#pragma warning restore CA1031
        {
            await unit.RollbackAsync().ConfigureAwait(false);
            return error;
        }
    }

    private async Task ConcludeAsync(PageHandlerExecutingContext context, PageHandlerExecutedContext executed, Exception? failure, bool usesUnit)
    {
        if (failure is not null && PageRefusals.StatusOf(failure) is { } status)
        {
            Answer(executed, status);
        }
        else if (failure is not null && refusals.TryExplain(failure, context.ModelState))
        {
            Answer(executed, await RefusedPageAsync(context, usesUnit).ConfigureAwait(false));
        }
        else if (failure is not null)
        {
            executed.Exception = failure;
            executed.ExceptionHandled = false;
        }
        else if (usesUnit && !context.ModelState.IsValid && LeadsOn(executed))
        {
            context.HttpContext.Response.Headers.Remove(LeadsTo);
            Answer(executed, await RefusedPageAsync(context, usesUnit).ConfigureAwait(false));
        }
        else if (!context.ModelState.IsValid && executed.Result is PageResult or null && context.HandlerInstance is not IReloadablePage)
        {
            Answer(executed, await RefusedPageAsync(context, usesUnit).ConfigureAwait(false));
        }
        else if (usesUnit && !unit.IsStarted && executed.Result is PageResult or PartialViewResult or null)
        {
            await unit.BeginAsync(UnitOfWorkMode.Read, context.HttpContext.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task<IActionResult> RefusedPageAsync(PageHandlerExecutingContext context, bool usesUnit)
    {
        if (usesUnit && !unit.IsStarted)
            await unit.BeginAsync(UnitOfWorkMode.Read, context.HttpContext.RequestAborted).ConfigureAwait(false);
        try
        {
            var result = await FillAsync(context).ConfigureAwait(false);
            context.HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return result;
        }
        catch (Exception error) when (PageRefusals.StatusOf(error) is not null)
        {
            // The form was wrong, and what it was about is not there either: that says more.
            return PageRefusals.StatusOf(error)!;
        }
    }

    private static async Task<IActionResult> FillAsync(PageHandlerExecutingContext context)
    {
        if (context.HandlerInstance is not IReloadablePage page)
            return await PageRefill.RunAsync(context).ConfigureAwait(false);
        await page.ReloadAsync().ConfigureAwait(false);
        return new PageResult();
    }

    private static bool LeadsOn(PageHandlerExecutedContext executed) =>
        executed.Result is LocalRedirectResult or RedirectResult or RedirectToPageResult || executed.HttpContext.Response.Headers.ContainsKey(LeadsTo);

    private static void Answer(PageHandlerExecutedContext executed, IActionResult result)
    {
        executed.ExceptionHandled = true;
        executed.Exception = null;
        executed.Result = result;
    }

    /// <summary>Pages open to everybody ask the database nothing, so that they also show when it is away.</summary>
    private static bool UsesUnit(PageHandlerExecutingContext context) =>
        context.HttpContext.User.Identity?.IsAuthenticated == true
        && !context.HandlerInstance.GetType().IsDefined(typeof(AllowAnonymousAttribute), inherit: true)
        && !context.HandlerInstance.GetType().IsDefined(typeof(DisableUnitOfWorkAttribute), inherit: true)
        && context.HandlerMethod?.MethodInfo.IsDefined(typeof(DisableUnitOfWorkAttribute), inherit: true) != true;

    private string LocationOf(PageHandlerExecutedContext executed)
    {
        var request = executed.HttpContext.Request;
        if (executed.HttpContext.Response.Headers[LeadsTo].ToString() is { Length: > 0 } told)
            return told;
        return executed.Result switch
        {
            LocalRedirectResult local => local.Url,
            RedirectResult redirect => redirect.Url,
            RedirectToPageResult page => urls.GetUrlHelper(executed).Page(page.PageName, page.PageHandler, page.RouteValues) ?? request.Path,
            _ => request.PathBase + request.Path,
        };
    }

    private static IActionResult Redirect(PageHandlerExecutingContext context, string location)
    {
        var target = location.Length == 0 ? context.HttpContext.Request.Path.Value ?? "/" : location;
        if (target.StartsWith('~'))
            target = target[1..];
        if (!context.HttpContext.Request.IsHtmx())
            return new LocalRedirectResult(target);
        context.HttpContext.Response.Headers[LeadsTo] = target;
        return new NoContentResult();
    }
}
