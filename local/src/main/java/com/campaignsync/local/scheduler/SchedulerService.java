package com.campaignsync.local.scheduler;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcService;
import com.campaignsync.local.grpc.Page;
import com.google.cloud.scheduler.v1.CreateJobRequest;
import com.google.cloud.scheduler.v1.DeleteJobRequest;
import com.google.cloud.scheduler.v1.GetJobRequest;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.ListJobsRequest;
import com.google.cloud.scheduler.v1.ListJobsResponse;
import com.google.cloud.scheduler.v1.PauseJobRequest;
import com.google.cloud.scheduler.v1.ResumeJobRequest;
import com.google.cloud.scheduler.v1.RunJobRequest;
import com.google.cloud.scheduler.v1.SchedulerProto;
import com.google.cloud.scheduler.v1.UpdateJobRequest;
import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import java.util.Set;

/** {@code google.cloud.scheduler.v1.CloudScheduler}. */
final class SchedulerService {
  private static final Job JOB = Job.getDefaultInstance();

  private final JobTable jobs;

  private SchedulerService(JobTable jobs) {
    this.jobs = jobs;
  }

  static ServerServiceDefinition of(JobTable jobs) {
    SchedulerService service = new SchedulerService(jobs);
    GrpcService scheduler =
        new GrpcService(
            JobRules.PRODUCT, SchedulerProto.getDescriptor().findServiceByName("CloudScheduler"));
    service.bindJobs(scheduler);
    service.bindRuns(scheduler);
    return scheduler.build();
  }

  private void bindJobs(GrpcService scheduler) {
    scheduler
        .unary(
            "CreateJob",
            CreateJobRequest.getDefaultInstance(),
            JOB,
            request -> jobs.create(request.getParent(), request.getJob()))
        .unary("GetJob", GetJobRequest.getDefaultInstance(), JOB, q -> jobs.get(q.getName()))
        .unary(
            "ListJobs",
            ListJobsRequest.getDefaultInstance(),
            ListJobsResponse.getDefaultInstance(),
            this::list)
        .unary(
            "UpdateJob",
            UpdateJobRequest.getDefaultInstance(),
            JOB,
            request -> jobs.update(request.getJob(), request.getUpdateMask()))
        .unary(
            "DeleteJob",
            DeleteJobRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            this::delete);
  }

  private void bindRuns(GrpcService scheduler) {
    scheduler
        .unary("PauseJob", PauseJobRequest.getDefaultInstance(), JOB, q -> jobs.pause(q.getName()))
        .unary(
            "ResumeJob", ResumeJobRequest.getDefaultInstance(), JOB, q -> jobs.resume(q.getName()))
        .unary("RunJob", RunJobRequest.getDefaultInstance(), JOB, q -> jobs.run(q.getName()));
  }

  private ListJobsResponse list(ListJobsRequest request) {
    Allowed.require(JobRules.PRODUCT, request, Set.of("parent", "page_size", "page_token"));
    Page<Job> page =
        Page.of(
            jobs.list(request.getParent()),
            Job::getName,
            request.getPageSize(),
            request.getPageToken());
    return ListJobsResponse.newBuilder()
        .addAllJobs(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private Empty delete(DeleteJobRequest request) {
    jobs.delete(request.getName());
    return Empty.getDefaultInstance();
  }
}
