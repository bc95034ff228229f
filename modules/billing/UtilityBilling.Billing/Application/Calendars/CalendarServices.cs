using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing.Calendars;

internal static class CalendarServices
{
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddScoped<ICalendarAppService, CalendarAppService>();
        services.AddScoped<ICalendarRuleAppService, CalendarRuleAppService>();
        services.AddScoped<ICalendarPlanAppService, CalendarPlanAppService>();
        services.AddScoped<IHolidayAppService, HolidayAppService>();
        services.AddScoped<ICalendarFeedAppService, CalendarFeedAppService>();
        services.AddScoped<CalendarBooks>();
        services.AddScoped<CalendarReader>();
        services.AddScoped<PlanBasisLoader>();
        services.AddScoped<ITodayDateContributor, CalendarDates>();
        services.AddScoped<IRunDates, RunDateSource>();
        services.AddScoped<ChecklistBook>();
        services.AddScoped<RunFacts>();
        services.AddScoped<ScheduledSteps>();
        services.AddScoped<IChecklistAppService, ChecklistAppService>();
        services.AddScoped<IRunScheduleAppService, RunScheduleAppService>();
        services.AddScoped<ITownMinuteWork, DueStepsWork>();
        services.AddScoped<ITodayQueueContributor, ChecklistQueues>();
        return services;
    }
}
